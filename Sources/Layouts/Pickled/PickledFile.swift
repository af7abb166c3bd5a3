import Bytes
import Codecs
import Core
import Formats

/// Reads files that hold a pickle, compressed or not.
enum PickledFile {
  /// The most bytes of a file; NAS-Bench-201 v1.1 has 4.7 GB.
  static let limit = 1 << 33

  /// The codec whose streams begin as `head` does.
  static func codec(for head: some Collection<UInt8>) -> (any ByteCodec)? {
    let codecs: [any ByteCodec] = [Bzip2Codec(), GzipCodec(), ZstdCodec(), XZCodec()]
    return codecs.first { head.starts(with: $0.magic) }
  }

  /// Reads a file into `buffer`, decompressed.
  ///
  /// What is decompressed may be 64 times as long as the file, and 64 MiB longer.
  /// - Returns: how much memory its values may take, half of that for a small file; nil for one that is not compressed.
  @discardableResult static func load(
    _ file: Int, into buffer: inout ByteBuffer, from files: any FileSource
  ) throws(UnreadablePickle) -> Int? {
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: limit)
    } catch {
      throw UnreadablePickle(TransNASReader.unreadable(file, error))
    }
    guard let codec = codec(for: buffer.withBytes { $0.array(0..<min(8, $0.byteCount)) }) else { return nil }
    do throws(CodecError) {
      let compressed = buffer.array
      buffer = ByteBuffer(try codec.decompress(compressed.span, limit: 64 << 20 + 64 * compressed.count))
      return 32 << 20 + 64 * compressed.count
    } catch {
      throw UnreadablePickle(
        Problem(
          "READ-02", at: Place(file: file), "\(error)", expected: "a whole stream of \(codec.name)",
          hint: "fetch or copy the file again"))
    }
  }

  /// Reads a file as a pickle.
  /// - Parameter inert: whether instances of unknown classes are kept as the values that they hold.
  static func document(
    _ file: Int, with buffer: inout ByteBuffer, from files: any FileSource, inert: Bool = false
  ) throws(UnreadablePickle) -> PickleDocument {
    // A few bytes may hold millions of empty values: what the values take is bound to what the file has, too.
    let memory = try load(file, into: &buffer, from: files) ?? .max
    do throws(PickleError) {
      return try PickleDocument(
        exchanging: &buffer,
        options: PickleOptions(
          inert: inert || files.keepsOpaqueObjects, maximumSize: limit, maximumMemory: memory))
    } catch {
      throw UnreadablePickle(
        Problem(
          "READ-02", at: Place(file: file), "not readable as a pickle: \(error)", expected: "a pickle of plain values",
          hint: "fetch or copy the file again; a file that asks for code to be run is never read"))
    }
  }

  /// A run of which nothing but its problem is known.
  static func unreadable(_ file: Int, _ problem: Problem) -> RawRun {
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: "")]
    run.problems = [problem]
    return run
  }
}

/// Why a file is not read as a pickle.
struct UnreadablePickle: Error {
  let problem: Problem

  init(_ problem: Problem) { self.problem = problem }
}
