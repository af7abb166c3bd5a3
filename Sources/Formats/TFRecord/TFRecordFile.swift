public import Bytes

/// Walks the records of a TFRecord file of any size with memory for its longest record and a chunk.
public struct TFRecordFile: ~Copyable {
  private var window: FileWindow
  private var reader: TFRecordReader
  /// Where in the window the payload is.
  private var payload = 0..<0

  /// - Throws: `FileError`
  public init(opening path: String, limit: Int = 1 << 30, chunkSize: Int = 1 << 22) throws(FileError) {
    window = try FileWindow(opening: path, chunkSize: chunkSize)
    reader = TFRecordReader(limit: limit)
  }

  /// The number of the record that `next` found, from 0.
  public var record: Int { reader.record - 1 }
  /// The offset in the file of its payload.
  public var payloadOffset: Int { window.base + payload.lowerBound }

  /// Finds the next record, whose payload `withPayload` then has; false at the end.
  /// - Throws: `TFRecordFileError`. After `TFRecordError.canGoOn` the next call finds the record behind it.
  public mutating func next() throws(TFRecordFileError) -> Bool {
    while true {
      var wanted = 1
      do throws(TFRecordError) {
        let found = try window.withBytes { (bytes: RawSpan) throws(TFRecordError) in try reader.next(in: bytes) }
        if let found {
          payload = found
          return true
        }
        if window.isAtEnd { return false }
      } catch {
        // What ends too early may go on beyond the window.
        guard case .cut(let needed, _) = error.reason, !window.isAtEnd else { throw .record(error) }
        wanted = needed
      }
      try move(until: wanted)
    }
  }

  /// Calls `body` with the payload of the record that `next` found.
  public borrowing func withPayload<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = payload
    return try window.withBytes { (bytes: RawSpan) throws(Failure) in try body(bytes.extracting(range)) }
  }

  private mutating func move(until wanted: Int) throws(TFRecordFileError) {
    let dropped = reader.offset
    do throws(FileError) { try window.move(dropping: dropped, until: wanted) } catch { throw .file(error) }
    reader.shift(by: dropped)
    payload = 0..<0
  }
}
