import Bindings
import Bytes
public import Core
import JSON

/// Reads the head and the runs of `<name>.json`, plain or compressed. Facts and sources are not in it; runs come
/// architecture by architecture.
public struct JSONDocumentReleaseReader: Sendable {
  /// Threads that parse.
  public var workers: Int
  /// Compressions beside gzip.
  public var codecs: [any ByteCodec]
  private static let batchBytes = 1 << 22
  private static let entryOverhead = 256

  public init(workers: Int = 1, codecs: [any ByteCodec] = []) {
    self.workers = workers
    self.codecs = codecs
  }

  /// Calls `body` with the head, then with each run.
  /// - Throws: `ReleaseInputError` with the byte of the document, of kind `notRelease` for another document; what
  ///   `body` throws.
  public func read(
    _ path: String, _ body: (ReleasePart) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    var reader = ReleaseLinesReader(path: path, workers: workers)
    var isStarted = false
    // The head is known only once the lines behind it were read.
    var lines: [ReleaseLine] = []
    try readLines(path) { (text) throws(ReleaseInputError) in
      try reader.read(text) { (line) throws(ReleaseInputError) in lines.append(line) }
      if !isStarted, let head = reader.head {
        isStarted = true
        try body(.head(head))
      }
      for line in lines { try body(.run(line)) }
      lines.removeAll(keepingCapacity: true)
    }
    try reader.finish { (line) throws(ReleaseInputError) in lines.append(line) }
    if !isStarted, let head = reader.head { try body(.head(head)) }
    for line in lines { try body(.run(line)) }
  }

  /// Calls `body` with blocks of whole release lines: the head, then the runs.
  private func readLines(
    _ path: String, _ body: (RawSpan) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    var pieces = try TextPieces(path, codecs: codecs)
    var scanner = JSONDocumentScanner()
    var head = JSONDocumentHead()
    var batch: [JSONDocumentScanner.Value] = []
    var size = 0
    var isStarted = false
    while try pieces.next({ (piece) throws(ReleaseInputError) in
      let fault = try scanner.scan(piece) { (value) throws(ReleaseInputError) in
        do throws(ReleaseLineFault) {
          if value.keys.count < 3 { return try head.take(value) }
          if !isStarted { try head.check() }
        } catch {
          throw Self.error(error, path)
        }
        if !isStarted { try Self.start(head, body) }
        isStarted = true
        // With what an entry takes beside its bytes: there may be millions of empty ones.
        size += value.bytes.count + Self.entryOverhead
        batch.append(value)
        if size >= Self.batchBytes {
          try write(batch, head, path, body)
          (batch, size) = ([], 0)
        }
      }
      if let fault { throw ReleaseInputError(fault, path, head) }
    }) {}
    if let fault = scanner.finish() { throw ReleaseInputError(fault, path, head) }
    do throws(ReleaseLineFault) { try head.check() } catch { throw Self.error(error, path) }
    if !isStarted { try Self.start(head, body) }
    try write(batch, head, path, body)
  }

  private static func start(
    _ head: JSONDocumentHead, _ body: (RawSpan) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    var writer = ReleaseLineWriter()
    writer.write(head.release)
    try writer.flush(body)
  }

  /// Turns entries into lines, each on whichever thread is free.
  private func write(
    _ entries: [JSONDocumentScanner.Value], _ head: JSONDocumentHead, _ path: String,
    _ body: (RawSpan) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    var blocks: [[UInt8]] = []
    blocks.reserveCapacity(entries.count)
    try OrderedWork.run(
      count: entries.count, workers: workers, into: &blocks, scratch: { JSONDocumentEntry(head) },
      produce: { (index, entry: inout JSONDocumentEntry) throws(ReleaseInputError) -> [UInt8] in
        do throws(ReleaseLineFault) {
          return try entry.lines(entries[index])
        } catch {
          throw Self.error(error, path)
        }
      },
      consume: { (block, blocks: inout [[UInt8]]) throws(ReleaseInputError) in blocks.append(block) })
    for block in blocks { try block.withBytes(body) }
  }

  private static func error(_ fault: ReleaseLineFault, _ path: String) -> ReleaseInputError {
    ReleaseInputError(
      fault.isForeign ? .notRelease : .malformed, path, at: fault.place, fault.message, expected: fault.expected)
  }
}

extension ReleaseInputError {
  fileprivate init(_ fault: JSONDocumentScanner.Fault, _ path: String, _ head: JSONDocumentHead) {
    self.init(
      head.isOurs ? .malformed : .notRelease, path, at: "byte \(fault.offset)",
      head.isOurs ? "not what stands there in a release" : "not the JSON document of a release",
      expected: fault.expected)
  }
}
