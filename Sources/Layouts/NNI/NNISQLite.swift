public import Core
import Formats

/// The databases that NNI made of NAS-Bench-101, NAS-Bench-201 and NDS.
///
/// They are copies, with defects that are undone where that is certain: see `NNITask`. A pipeline file says by
/// `benchmark` which of the three it reads; a single file is told by the names of its tables.
public struct NNISQLite: SelfDescribingLayout {
  public let id = "nni-sqlite"
  public let parser = "nni-sqlite/1"
  public var tasks: [TaskSchema] { benchmark.map { NNITask.all(of: $0).map(\.schema) } ?? [] }
  public var seedless: SeedlessRecords { benchmark == .nasBench101 ? .repeats : .unknown }
  public let budgetKey = "num_epochs"
  public let keepsReadings = false
  private var benchmark: NNIBenchmark?

  public init() {}

  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    let members = try options.members(["benchmark"])
    let names = NNIBenchmark.allCases.map(\.rawValue)
    guard let option = members["benchmark"] else {
      throw options.fail("layout '\(id)' needs a 'benchmark', one of \(names.joined(separator: ", "))")
    }
    var layout = self
    layout.benchmark = NNIBenchmark(rawValue: try option.choice(names))
    return layout
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { NNISQLiteReader(benchmark: benchmark) }

  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    // NNI leaves the application id of the header, bytes 68 to 71, at zero.
    guard probe.head.starts(with: Array("SQLite format 3\0".utf8)),
      probe.head.dropFirst(68).prefix(4).allSatisfy({ $0 == 0 })
    else { return nil }
    do throws(NNIError) {
      var layout = self
      layout.benchmark = try NNIDatabase(opening: probe.location).benchmark
      return RecognizedFile(
        format: "NNI database of \(layout.benchmark?.rawValue ?? "")", layout: layout,
        pipeline: layout.benchmark == .nds ? "darts" : layout.benchmark?.rawValue)
    } catch {
      if error.isForeign { return nil }
      throw RefusedFile(error.description)
    }
  }
}
