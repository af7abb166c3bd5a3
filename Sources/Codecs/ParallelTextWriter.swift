import Bindings
public import Bytes
public import Core

/// How a text artifact is compressed.
public enum TextCompression: Sendable {
  case none, gzip
  /// A frame per piece.
  case zstd
}

/// Writes a text of many pieces, made and compressed on many threads, written in order; each piece is a gzip member.
///
/// Readers see one stream. Its bytes depend on where pieces end, so pieces hold a fixed number of records.
public enum ParallelTextWriter {
  /// What the text is like, which decides how it is compressed.
  public enum Content: Sendable {
    /// Mostly digits of measured numbers, in which there is nothing to repeat: entropy coding alone, which on the full
    /// benchmark's JSON takes a fifth of the time of libdeflate's fastest level.
    case numbers
    /// Text with repeats: libdeflate at its fastest level.
    case text
  }

  /// Creates `path` and syncs it.
  /// - Parameters:
  ///   - members: The number of members; with none, an empty one is written, since no member is no gzip file.
  ///   - workers: Threads that make and compress members; at most `2 * workers + 2` of these exist at any time.
  ///   - member: Appends the text of the member with the given index to an empty buffer. Runs on any thread.
  /// - Returns: The number of bytes written.
  /// - Throws: `ArtifactError`; what stands at `path` is removed then.
  @discardableResult
  public static func write(
    to path: String, members: Int, workers: Int, content: Content, compression: TextCompression = .gzip,
    _ member: @Sendable (Int, inout OutputBytes) -> Void
  ) throws(ArtifactError) -> Int {
    do throws(SystemError) {
      var file = try FileWriter(creating: path)
      do throws(SystemError) {
        try forEachPiece(members, workers, content, compression, into: &file, member) {
          (piece, file: inout FileWriter) throws(SystemError) in try file.write(piece)
        }
        return try file.finish()
      } catch {
        try? FileSystem.remove(path)
        throw error
      }
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }

  /// Whether the file at `path` is what `write` would write, without writing it.
  /// - Parameters: as of `write`.
  /// - Throws: `ArtifactError` where the file cannot be read.
  public static func isWritten(
    at path: String, members: Int, workers: Int, content: Content, compression: TextCompression = .gzip,
    _ member: @Sendable (Int, inout OutputBytes) -> Void
  ) throws(ArtifactError) -> Bool {
    try ComparisonEnd.isReached { () throws(ComparisonEnd) in
      var file = try ComparedFile(path)
      try forEachPiece(members, workers, content, compression, into: &file, member) {
        (piece, file: inout ComparedFile) throws(ComparisonEnd) in try file.expect(piece)
      }
      try file.expectEnd()
    }
  }

  /// Makes every piece of the file, and gives them to `consume` in order.
  private static func forEachPiece<Sink: ~Copyable, Failure: Error>(
    _ members: Int, _ workers: Int, _ content: Content, _ compression: TextCompression, into sink: inout Sink,
    _ member: @Sendable (Int, inout OutputBytes) -> Void,
    _ consume: @Sendable ([UInt8], inout Sink) throws(Failure) -> Void
  ) throws(Failure) {
    try OrderedWork.run(
      count: max(1, members), workers: workers, into: &sink, scratch: { Scratch(content, compression) },
      produce: { (index, scratch: inout Scratch) throws(Failure) -> [UInt8] in
        scratch.text.removeAll()
        if index < members { member(index, &scratch.text) }
        return scratch.compressed()
      },
      consume: consume)
  }

  /// What one thread reuses from member to member.
  private struct Scratch: ~Copyable {
    var text = OutputBytes(capacity: 1 << 20)
    private var output = OutputBytes(capacity: 1 << 20)
    private var literals = HuffmanDeflate()
    private var repeats = DeflateCompressor(level: GzipCodec.defaultLevel)
    private var zstd = ZstdCompressor(level: ZstdCodec.defaultLevel)
    private let content: Content
    private let compression: TextCompression

    init(_ content: Content, _ compression: TextCompression) {
      self.content = content
      self.compression = compression
    }

    /// The text as one member: no name, time 0, operating system 255.
    mutating func compressed() -> [UInt8] {
      switch compression {
      case .none: return text.array
      case .zstd: return text.withBytes { zstd.compress($0) }
      case .gzip: break
      }
      if content == .text { return text.withBytes { repeats.compress($0, as: .gzip) } }
      output.removeAll()
      output.append([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
      text.withBytes { literals.append($0, to: &output) }
      let checksum = text.withBytes { CRC32.checksum(of: $0) }
      for word in [checksum, UInt32(truncatingIfNeeded: text.count)] {
        for shift: UInt32 in [0, 8, 16, 24] { output.append(UInt8(truncatingIfNeeded: word >> shift)) }
      }
      return output.array
    }
  }
}
