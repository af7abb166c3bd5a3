import Codecs
import Core
import Formats

/// The form of an artifact, told from its first bytes.
enum CellarReleaseContainer {
  case hdf5, sqlite, json

  /// Nil where the file can be none of them.
  init?(_ probe: FileProbe) {
    if probe.head.starts(with: Self.hdf5Magic) {
      self = .hdf5
    } else if probe.head.starts(with: Array("SQLite format 3\0".utf8)) {
      self = .sqlite
    } else if Self.isCompressed(probe.head) || Self.beginsObject(probe.head) {
      self = .json
    } else {
      return nil
    }
  }

  private static let hdf5Magic: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Compressions that artifacts may have; the readers of JSON know gzip by themselves.
  private static let codecs: [any ByteCodec] = [ZstdCodec()]

  /// Whether a text begins as a JSON object does. One behind a byte order mark is ours to refuse: others would guess.
  private static func beginsObject(_ head: [UInt8]) -> Bool {
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
    return text.first { ![9, 10, 13, 32].contains($0) } == UInt8(ascii: "{")
  }

  private static func isCompressed(_ head: [UInt8]) -> Bool {
    ([GzipCodec()] + codecs as [any ByteCodec]).contains { head.starts(with: $0.magic) }
  }

  /// Whether the beginning of a text reads like that of a document or a run of a release; one that cannot be read may.
  /// - Parameter error: what its reader stumbled over; a damaged compression says nothing of the text.
  static func mayHoldRuns(_ probe: FileProbe, _ error: ReleaseInputError) -> Bool {
    if isCompressed(probe.head), !error.place.hasPrefix("line ") { return true }
    let expanded = isCompressed(probe.head) ? JSONLinesReleaseReader(codecs: codecs).head(probe.location) : probe.head
    guard let expanded else { return true }
    let text = String(decoding: expanded.prefix(4096), as: UTF8.self)
    let keys = ["space", "encoding", "metrics"]
    return text.contains("\"cellar-api\"") || keys.allSatisfy { text.contains("\"\($0)\"") }
  }

  /// Threads that parse.
  private static let workers = 4

  var title: String {
    switch self {
    case .hdf5: "Cellar release, HDF5"
    case .sqlite: "Cellar release, SQLite"
    case .json: "Cellar release, JSON"
    }
  }

  /// Adds the head, where the artifact has one, and every run to `content`.
  /// - Throws: `ReleaseInputError`, of kind `notRelease` for a file of somebody else.
  func read(
    _ probe: FileProbe, into content: inout CellarReleaseContent
  ) throws(ReleaseInputError) {
    let path = probe.location
    do throws(ReleaseInputError) {
      try parse(path) { (part) throws(ReleaseInputError) in try content.append(part) }
    } catch {
      guard self == .json, error.kind == .notRelease else { throw error }
      try JSONLinesReleaseReader(workers: Self.workers, codecs: Self.codecs).read(path) {
        (line) throws(ReleaseInputError) in try content.append(.run(line))
      }
    }
  }

  /// What an artifact says of the release as a whole; nil where it cannot be read, or says nothing.
  /// - Complexity: as much as the first few MiB of its runs cost to read.
  func head(_ probe: FileProbe) -> ReleaseHead? {
    var found: ReleaseHead?
    do throws(ReleaseInputError) {
      try parse(probe.location) { (part) throws(ReleaseInputError) in
        if case .head(let head) = part { found = head }
        // There is no other way to tell a reader that this is all.
        throw ReleaseInputError(.notRelease, probe.location, "the head was read")
      }
    } catch { return found }
    return found
  }

  /// Calls `take` with the head of an artifact that has one, then with its runs.
  private func parse(
    _ path: String, _ take: (ReleasePart) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    switch self {
    case .hdf5: try HDF5ReleaseProcess().read(path, take)
    case .sqlite: try SQLiteReleaseReader().read(path, take)
    case .json: try JSONDocumentReleaseReader(workers: Self.workers, codecs: Self.codecs).read(path, take)
    }
  }
}
