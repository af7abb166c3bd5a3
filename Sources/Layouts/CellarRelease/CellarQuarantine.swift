import Bytes
import Codecs
public import Core
import Formats
import JSON

/// `quarantine.jsonl.gz` of a release: one run a line that was kept out, with all that its sources said of it.
public struct CellarQuarantine: CarryingLayout, SourceLayout {
  public let id = "cellar-quarantine"
  public let parser = "cellar-quarantine/1"
  public let tasks: [TaskSchema]
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "budget"
  public let keepsReadings = false
  public let carried: [CarriedRun]

  /// The most bytes of the lines, and of one of them.
  private static let limit = 1 << 31
  private static let lineLimit = 64 << 20

  /// The layout before it has seen a file.
  public init() {
    tasks = []
    carried = []
  }

  private init(_ lines: QuarantineLines) {
    tasks = lines.tasks
    carried = lines.runs
  }

  /// The runs, with the file itself as the place of everything.
  public func makeReader(configuration keys: [String]) -> any SourceReader {
    LoadedRunsReader(
      runs: carried.map { run in
        var reading = run.evidence.reading.renumbered { _ in 0 }
        reading.sources = [SourceReference(file: 0, pointer: "")]
        return reading
      })
  }

  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    let isPlain = probe.head.first { ![9, 10, 13, 32].contains($0) } == UInt8(ascii: "{")
    guard isPlain || GzipCodec().magic == Array(probe.head.prefix(2)) || probe.head.starts(with: ZstdCodec().magic)
    else { return nil }
    if isPlain, !Self.mayBeLine(String(decoding: probe.head.prefix(1 << 12), as: UTF8.self)) { return nil }
    var text = OutputBytes(capacity: 1 << 16)
    do throws(ReleaseInputError) {
      var pieces = try TextPieces(probe.location, codecs: [ZstdCodec()])
      var isFirst = true
      while try pieces.next({ (piece) throws(ReleaseInputError) in
        text.append(piece)
        if isFirst, !text.withBytes({ Self.mayBeLine($0.string(0..<min($0.byteCount, 1 << 12))) }) {
          throw ReleaseInputError(.notRelease, probe.location, "no line of a quarantine")
        }
        isFirst = false
        if text.count > Self.limit {
          throw ReleaseInputError(.tooLarge, probe.location, "more than \(Self.limit) bytes")
        }
      }) {}
    } catch {
      // A damaged file of another kind is another layout's to refuse.
      if text.count == 0 || !text.withBytes({ Self.mayBeLine($0.string(0..<min($0.byteCount, 1 << 12))) }) {
        return nil
      }
      throw RefusedFile(error.description.droppingPrefix("\(probe.location): "))
    }
    var lines = QuarantineLines(lineLimit: Self.lineLimit)
    text.withBytes { lines.read($0) }
    guard !lines.runs.isEmpty, lines.isQuarantine else { return nil }
    return RecognizedFile(
      format: "quarantine of a Cellar release", layout: CellarQuarantine(lines), pipeline: nil,
      description: ReleaseDescription(metadata: [], tasks: lines.described))
  }

  /// Whether the beginning of a text reads like a line of a quarantine.
  private static func mayBeLine(_ head: String) -> Bool {
    head.contains("\"codes\"") && head.contains("\"sources\"")
  }
}
