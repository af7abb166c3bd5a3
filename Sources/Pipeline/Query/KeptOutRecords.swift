import Bytes
public import Core
import JSON

/// The records that a release keeps in `quarantine.jsonl.gz`, to be searched for one architecture.
///
/// The database tells of a record by its pointer and path alone, which need not hold the encoding: a row of a table, an
/// entry of a list, another notation.
public struct KeptOutRecords: Sendable {
  private let path: String
  private let compressed: [UInt8]
  private let codec: any ByteCodec

  /// A record of one architecture.
  struct Record {
    var task: TaskName?
    var seed: Int?
    var codes: [RuleCode]
    var sources: [StoredSource]
  }

  /// Bytes of the file, and of its content.
  private static let limits = (compressed: 1 << 28, content: 1 << 31)
  /// Bytes of the line feed.
  private static let newline = UInt8(ascii: "\n")

  /// Reads the compressed file, nil where the release directory has none.
  /// - Throws: `QueryError` for a file that cannot be read.
  public init?(inReleaseAt directory: String, codec: any ByteCodec) throws(QueryError) {
    path = "\(directory)/quarantine.jsonl.gz"
    guard FileSystem.exists(path) else { return nil }
    var buffer = ByteBuffer()
    do throws(FileError) { try buffer.readFile(at: path, limit: Self.limits.compressed) } catch {
      throw QueryError("\(path): \(error.message)", isMissing: true)
    }
    compressed = buffer.array
    self.codec = codec
  }

  /// The records of `encoding`, in the order of the file.
  /// - Parameter encoding: Normalized, as the quarantine has it.
  /// - Throws: `QueryError` for a damaged file.
  /// - Complexity: O(content); only lines that hold the encoding are parsed.
  func records(of encoding: String, in space: SpaceID) throws(QueryError) -> [Record] {
    let content: [UInt8]
    do throws(CodecError) { content = try codec.decompress(compressed.span, limit: Self.limits.content) } catch {
      throw QueryError("\(path): \(error); expected the quarantine of a release", isMissing: true)
    }
    let needle = Array(("\"encoding\":" + JSONNode.string(encoding).text()).utf8)
    var records: [Record] = []
    for line in Self.lines(content, holding: needle) {
      guard let node = try? JSONNode(parsing: String(decoding: content[line], as: UTF8.self)),
        node["encoding"]?.string == encoding, node["space"]?.string == space.rawValue
      else { continue }
      records.append(Self.record(node))
    }
    return records
  }

  private static func lines(_ content: [UInt8], holding needle: [UInt8]) -> [Range<Int>] {
    content.withBytes { bytes in
      var found: [Range<Int>] = []
      var offset = 0
      while let place = bytes.firstOffset(of: needle, from: offset) {
        var start = place
        while start > 0, content[start - 1] != newline { start -= 1 }
        let end = bytes.firstOffset(of: newline, from: place) ?? content.count
        found.append(start..<end)
        offset = end
      }
      return found
    }
  }

  private static func record(_ node: JSONNode) -> Record {
    let files = node["files"]?.elements ?? []
    let sources = (node["sources"]?.elements ?? []).map { source in
      let path = source["path"]?.string ?? ""
      let file = files.first { $0["path"]?.string == path }
      return StoredSource(
        path: path, bytes: Int(file?["bytes"]?.integer ?? 0), sha256: source["sha256"]?.string,
        parser: file?["parser"]?.string, pointer: source["pointer"]?.string ?? "")
    }
    return Record(
      task: node["task"]?.string.map { TaskName($0) }, seed: node["seed"]?.integer.map { Int($0) },
      codes: (node["codes"]?.elements ?? []).compactMap { $0.string.map { RuleCode($0) } }, sources: sources)
  }
}
