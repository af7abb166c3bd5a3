public import Core
import Formats

/// The artifacts of Cellar itself: HDF5, SQLite, the JSON document of the API and the lines of runs, compressed or not.
///
/// They say themselves which spaces and tasks they hold, so they are read whole when they are recognized.
public struct CellarRelease: SelfDescribingLayout {
  public let id = "cellar-release"
  public let parser = "cellar-release/1"
  public let tasks: [TaskSchema]
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "budget"
  public let keepsReadings = false
  private let runs: [RawRun]

  /// The layout before it has seen a file.
  public init() {
    tasks = []
    runs = []
  }

  init(_ content: CellarReleaseContent) {
    tasks = content.tasks
    runs = content.runs
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { LoadedRunsReader(runs: runs) }

  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard let container = CellarReleaseContainer(probe) else { return nil }
    var content = CellarReleaseContent(file: probe.file, path: probe.location)
    do throws(ReleaseInputError) {
      try container.read(probe, into: &content)
      content.complete()
    } catch {
      // Somebody else's database or JSON: another layout may know it.
      if error.kind == .notRelease, container != .hdf5 { return nil }
      if container == .json, content.runs.isEmpty, !CellarReleaseContainer.mayHoldRuns(probe, error) { return nil }
      throw RefusedFile(
        error.description.droppingPrefix("\(probe.location): "), isForeign: error.kind == .notRelease)
    }
    return RecognizedFile(
      format: container.title, layout: CellarRelease(content), pipeline: nil, description: content.description)
  }

  public func description(of probe: FileProbe) -> ReleaseDescription? {
    CellarReleaseContainer(probe)?.head(probe).map(CellarReleaseContent.description)
  }
}

extension String {
  /// The text without `prefix`, where it begins with it.
  func droppingPrefix(_ prefix: String) -> String { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self }
}

/// Gives runs that were read before.
struct LoadedRunsReader: SourceReader {
  let runs: [RawRun]

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] { runs }
}
