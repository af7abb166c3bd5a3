import Bytes
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
    } else if Self.isCompressed(probe.head) || probe.head.first(where: { ![9, 10, 13, 32].contains($0) }) == 0x7B {
      self = .json
    } else {
      return nil
    }
  }

  private static let hdf5Magic: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Compressions that artifacts may have; the readers of JSON know gzip by themselves.
  private static let codecs: [any ByteCodec] = [ZstdCodec()]

  private static func isCompressed(_ head: [UInt8]) -> Bool {
    ([GzipCodec()] + codecs as [any ByteCodec]).contains { head.starts(with: $0.magic) }
  }

  /// Whether the beginning of a text reads like a run of a release; compressed ones may.
  static func mayHoldRuns(_ probe: FileProbe) -> Bool {
    if isCompressed(probe.head) { return true }
    let head = String(decoding: probe.head.prefix(4096), as: UTF8.self)
    return head.contains("\"encoding\"") && head.contains("\"space\"")
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
    switch self {
    case .hdf5:
      try Self.parse(path, into: &content) { (take) throws(ReleaseInputError) in
        try HDF5ReleaseProcess().read(path, take)
      }
    case .sqlite:
      try Self.parse(path, into: &content) { (take) throws(ReleaseInputError) in
        try SQLiteReleaseReader().read(path, take)
      }
    case .json:
      do throws(ReleaseInputError) {
        try Self.parse(path, into: &content) { (take) throws(ReleaseInputError) in
          try JSONDocumentReleaseReader(workers: Self.workers, codecs: Self.codecs).read(path, take)
        }
      } catch {
        guard error.kind == .notRelease else { throw error }
        try JSONLinesReleaseReader(workers: Self.workers, codecs: Self.codecs).read(path) {
          (line) throws(ReleaseInputError) in content.append(.run(line))
        }
      }
    }
  }

  /// Parses the lines that `source` gives.
  private static func parse(
    _ path: String, into content: inout CellarReleaseContent,
    from source: ((RawSpan) throws(ReleaseInputError) -> Void) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    var reader = ReleaseLinesReader(path: path, workers: workers)
    var isStarted = false
    var lines: [ReleaseLine] = []
    try source { (text) throws(ReleaseInputError) in
      try reader.read(text) { (line) throws(ReleaseInputError) in lines.append(line) }
      if !isStarted, let head = reader.head {
        isStarted = true
        content.append(.head(head))
      }
      for line in lines { content.append(.run(line)) }
      lines.removeAll(keepingCapacity: true)
    }
    try reader.finish { (line) throws(ReleaseInputError) in lines.append(line) }
    if !isStarted, let head = reader.head { content.append(.head(head)) }
    for line in lines { content.append(.run(line)) }
  }
}
