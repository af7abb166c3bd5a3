public import Core

/// The text log of AutoDL-Projects' NAS-Bench-201 training: any number of architectures, data sets and seeds in one file.
///
/// Each data set of each seed of each architecture is a run. What an epoch's line calls `Valid` is the last of the
/// loaders that the log lists before the run: `x-valid` on `cifar10-valid`, the test set on `cifar10`, and `x-test`, one
/// half of the test set, on `cifar100` and `ImageNet16-120`. The other loaders stand in the checkpoints only.
/// Source: D-X-Y/AutoDL-Projects, `exps/NAS-Bench-201/main.py` and `functions.py`.
public struct AutoDLLog: SourceLayout {
  public let id = "autodl-log"
  public let parser = "autodl-log/1"
  public let tasks = AutoDLTask.allCases.map(\.schema)
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "epochs"

  public init() {}

  public func makeReader(configuration keys: [String]) -> any SourceReader { AutoDLReader(keys: keys) }
}
