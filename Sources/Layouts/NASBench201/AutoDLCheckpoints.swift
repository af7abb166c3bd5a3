public import Core

/// The checkpoints that the training code of NAS-Bench-201 leaves: `arch-000009-seed-0777.pth`.
///
/// One file holds the runs of one architecture and seed on some data sets, with the weights, which are skipped. Seed
/// and architecture stand in the file name alone.
public struct AutoDLCheckpoints: SelfDescribingLayout {
  public let id = "autodl-checkpoints"
  public let parser = "autodl-checkpoints/1"
  public let tasks = NASBench201Dataset.allCases.map(\.schema)
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "total_epoch"

  public init() {}

  public func makeReader(configuration keys: [String]) -> any SourceReader { AutoDLCheckpointReader(keys: keys) }

  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard let look = try PickleLook(probe, in: files), look.container == .zip || look.container == .stream,
      look.mentions("total_epoch"), look.mentions("train_losses"), look.mentions("num_cells"),
      !look.mentions("all_results")
    else { return nil }
    return RecognizedFile(
      format: "checkpoint of NAS-Bench-201, \(look.container.rawValue)", layout: self, pipeline: "nas-bench-201")
  }
}
