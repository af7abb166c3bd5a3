public import Core

/// The released files of NAS-Bench-201: the whole benchmark, and the archives of single architectures.
///
/// Versions 1.0 and 1.1, with weights (`000009-FULL.pth`) or without (`000009-SIMPLE.pth`), of any torch; instances of
/// the authors' classes are read as the values that they hold, and weights are skipped.
public struct NASBench201Release: SelfDescribingLayout {
  public let id = "nas-bench-201-release"
  public let parser = "nas-bench-201-release/1"
  public let tasks = NASBench201Dataset.allCases.map(\.schema)
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "epochs"
  public let keepsReadings = false

  public init() {}

  public func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? {
    NASBench201Dataset.pointer(to: metric, atEpoch: epoch, ofRecord: record)
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { NASBench201ArchiveReader(keys: keys) }

  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard let look = try PickleLook(probe, in: files), look.container == .zip || look.container == .stream,
      look.mentions("meta_archs") || look.mentions("all_results")
    else { return nil }
    let isWhole = look.mentions("meta_archs")
    return RecognizedFile(
      format: "NAS-Bench-201 \(isWhole ? "release" : "archive of an architecture"), \(look.container.rawValue)",
      layout: self, pipeline: "nas-bench-201")
  }
}
