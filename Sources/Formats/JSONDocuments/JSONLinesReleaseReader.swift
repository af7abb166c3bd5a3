import Bytes
public import Core

/// Reads `<name>.jsonl`, plain or compressed, as runs, and a file of release lines as well.
public struct JSONLinesReleaseReader: Sendable {
  /// Threads that parse.
  public var workers: Int
  /// Compressions beside gzip.
  public var codecs: [any ByteCodec]

  public init(workers: Int = 1, codecs: [any ByteCodec] = []) {
    self.workers = workers
    self.codecs = codecs
  }

  /// Calls `body` with every run, in order.
  /// - Returns: The head, nil in a file without one.
  /// - Throws: `ReleaseInputError` with line and byte, and what `body` throws.
  @discardableResult
  public func read(
    _ path: String, _ body: (ReleaseLine) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) -> ReleaseHead? {
    var pieces = try TextPieces(path, codecs: codecs)
    var reader = ReleaseLinesReader(path: path, workers: workers)
    while try pieces.next({ (piece) throws(ReleaseInputError) in try reader.read(piece, body) }) {}
    try reader.finish(body)
    return reader.head
  }

  /// The first few KiB of the text, expanded; nil where it cannot be read.
  public func head(_ path: String) -> [UInt8]? {
    var head: [UInt8] = []
    do throws(ReleaseInputError) {
      var pieces = try TextPieces(path, codecs: codecs)
      _ = try pieces.next { piece in head = piece.array(0..<min(piece.byteCount, 1 << 12)) }
    } catch { return nil }
    return head
  }
}
