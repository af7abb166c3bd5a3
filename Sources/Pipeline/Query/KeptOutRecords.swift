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
  /// - Complexity: O(content) to decompress it; of most lines only the beginning is looked at.
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

  /// The lines that may tell of an architecture: those whose encoding is that of `needle`, where the line begins as
  /// `RecordLines` writes it, and else those that hold the needle anywhere.
  private static func lines(_ content: [UInt8], holding needle: [UInt8]) -> [Range<Int>] {
    content.withBytes { bytes in
      var found: [Range<Int>] = []
      var offset = 0
      while let line = bytes.nextLine(at: &offset) {
        let text = bytes.extracting(line)
        let isAsWritten = text.starts(with: "{\"space\":", at: 0)
        if isAsWritten, let place = text.firstOffset(of: Array("\"encoding\":".utf8)) {
          let end = place + needle.count
          if end <= line.count, text.equals(needle, at: place..<end) { found.append(line) }
        } else if text.firstOffset(of: needle) != nil {
          found.append(line)
        }
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
