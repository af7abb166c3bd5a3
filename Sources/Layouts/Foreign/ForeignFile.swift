import Bytes
import Codecs
import Core
import Formats

/// A file that no layout knows: what it is all the same, and what is wrong with it.
///
/// Nothing in it is resolved, followed or executed, and what is large is not looked through.
public struct ForeignFile: Sendable {
  /// Names and values, such as `content` and `JSON document`, in order.
  public private(set) var facts: [(name: String, value: String)] = []
  /// The first thing that makes it unreadable, with its place; nil where it is sound as far as it was looked at.
  public private(set) var problem: String?

  /// The most bytes of a text that are looked through; what is read of one may take ten times as much memory.
  private static let limit = 8 << 20

  /// Looks at the file at `path`.
  public init(lookingAt path: String) {
    do {
      var head = try ByteBuffer.head(ofFileAt: path, count: 64)
      let size = try FileSystem.size(of: path)
      var name = path.lowercased()
      let codec = PickledFile.codec(for: head)
      if let codec {
        note("compression", codec.name)
        if name.hasSuffix(codec.suffix) { name.removeLast(codec.suffix.count) }
      }
      guard size <= Self.limit else {
        if codec == nil { note("content", Self.kind(head)) }
        note("looked through", "no: larger than \(Self.limit) bytes")
        return
      }
      var buffer = ByteBuffer()
      try buffer.readFile(at: path, limit: Self.limit)
      if let codec {
        let compressed = buffer.array
        buffer = ByteBuffer(try codec.decompress(compressed.span, limit: Self.limit))
        head = buffer.withBytes { $0.array(0..<min(64, $0.byteCount)) }
      }
      note("bytes", "\(buffer.count)")
      look(buffer, name)
    } catch {
      problem = "\(error)"
    }
  }

  /// What the first bytes say.
  private static func kind(_ head: [UInt8]) -> String {
    if head.starts(with: NumpyHeader.magic) { return "numpy array" }
    if head.withBytes({ TFRecordFrame.beginsFile($0) }) { return "TFRecord file" }
    return head.contains(0) ? "bytes of no known kind" : "text"
  }

  private mutating func look(_ buffer: ByteBuffer, _ name: String) {
    if buffer.isEmpty { return fail("content", "nothing", "the content is empty") }
    buffer.withBytes { bytes in
      if bytes.array(0..<min(6, bytes.byteCount)) == NumpyHeader.magic {
        do throws(NumpyHeader.Fault) {
          note("content", "numpy array, \(try NumpyHeader(bytes).description)")
        } catch { fail("content", "numpy array", error.message) }
      } else if TFRecordFrame.beginsFile(bytes) || name.contains(".tfevents.") || name.hasSuffix(".tfrecord") {
        let file = EventFileReader.read(bytes)
        note("content", "TFRecord file, \(file.eventCount) records before its end or the first damaged one")
        // The end of a file that is still being written may be missing.
        problem = file.damage.flatMap { $0.isCut ? nil : "\($0)" }
      } else {
        let text = ForeignText(bytes, name: name)
        facts += text.facts
        problem = text.problem
      }
    }
  }

  private mutating func note(_ name: String, _ value: String) { facts.append((name, value)) }

  private mutating func fail(_ name: String, _ value: String, _ reason: String) {
    note(name, value)
    problem = reason
  }
}

extension NumpyHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
}
