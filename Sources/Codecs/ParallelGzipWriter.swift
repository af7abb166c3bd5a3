import Bindings
public import Bytes
public import Core

/// Writes a gzip file of many members, made and compressed on many threads, written in order.
///
/// Readers see one stream. Its bytes depend on where members end, so members hold a fixed number of records.
public enum ParallelGzipWriter {
  /// Creates `path` and syncs it.
  /// - Parameters:
  ///   - members: The number of members; with none, an empty one is written, since no member is no gzip file.
  ///   - workers: Threads that make and compress members; at most `2 * workers + 2` of these exist at any time.
  ///   - member: Appends the text of the member with the given index to an empty buffer. Runs on any thread.
  /// - Returns: The number of bytes written.
  /// - Throws: `ArtifactError`; what stands at `path` is removed then.
  @discardableResult
  public static func write(
    to path: String, members: Int, workers: Int, level: Int = GzipCodec.defaultLevel,
    _ member: @Sendable (Int, inout OutputBytes) -> Void
  ) throws(ArtifactError) -> Int {
    do throws(SystemError) {
      var file = try FileWriter(creating: path)
      do throws(SystemError) {
        try OrderedWork.run(
          count: max(1, members), workers: workers, into: &file, scratch: { Scratch(level: level) },
          produce: { (index, scratch: inout Scratch) throws(SystemError) -> [UInt8] in
            scratch.text.removeAll()
            if index < members { member(index, &scratch.text) }
            return scratch.compressed()
          },
          consume: { (piece, file: inout FileWriter) throws(SystemError) in try file.write(piece) })
        return try file.finish()
      } catch {
        try? FileSystem.remove(path)
        throw error
      }
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }

  /// What one thread reuses from member to member.
  private struct Scratch: ~Copyable {
    var text = OutputBytes(capacity: 1 << 20)
    private var compressor: DeflateCompressor

    init(level: Int) { compressor = DeflateCompressor(level: level) }

    mutating func compressed() -> [UInt8] { text.withBytes { compressor.compress($0, as: .gzip) } }
  }
}
