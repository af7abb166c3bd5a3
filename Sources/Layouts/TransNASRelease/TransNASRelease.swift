public import Core

/// The released file of TransNAS-Bench-101: `torch.save` of one dictionary.
///
/// `data[macro|micro][architecture][task]` holds `total_epochs`, `model_info` and `metrics`, one list per metric. There
/// is no seed in it. Read from zip files and the streams of torch before 1.6, in any protocol.
public struct TransNASRelease: SelfDescribingLayout {
  public let id = "transnas-release"
  public let parser = "transnas-release/1"
  public let tasks = TransNASTask.all.map { TransNASReleaseTask($0).schema }
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "total_epochs"
  public let keepsReadings = false

  public init() {}

  public func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? {
    let metrics = record.hasSuffix("/metrics") ? record : record + "/metrics"
    guard let metric else { return metrics }
    return "\(metrics)/\(metric.rawName ?? metric.name.rawValue)" + (epoch.map { "/\($0)" } ?? "")
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { TransNASReleaseReader() }

  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard let look = try PickleLook(probe, in: files) else { return nil }
    let isRelease = look.mentions("total_epochs") && look.mentions("model_info") || look.mentions("metrics_dict")
    guard isRelease else { return nil }
    return RecognizedFile(
      format: "TransNAS-Bench-101 release, \(look.container.rawValue)", layout: self,
      pipeline: "transnas-bench-101-release")
  }
}
