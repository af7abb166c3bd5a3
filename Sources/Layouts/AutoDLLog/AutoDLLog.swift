import Bytes
public import Core

/// The text log of AutoDL-Projects' NAS-Bench-201 training: any number of architectures, data sets and seeds in one file.
///
/// Each data set of each seed of each architecture is a run. What an epoch's line calls `Valid` is the last of the
/// loaders that the log lists before the run: `x-valid` on `cifar10-valid`, the test set on `cifar10`, and `x-test`, one
/// half of the test set, on `cifar100` and `ImageNet16-120`. The other loaders stand in the checkpoints only.
/// Source: D-X-Y/AutoDL-Projects, `exps/NAS-Bench-201/main.py` and `functions.py`.
public struct AutoDLLog: SelfDescribingLayout {
  public let id = "autodl-log"
  public let parser = "autodl-log/1"
  public let tasks = AutoDLTask.allCases.map(\.schema)
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "epochs"

  public init() {}

  public func makeReader(configuration keys: [String]) -> any SourceReader { AutoDLReader(keys: keys) }

  /// A text with the line that names the first data set, or one with which an evaluation of architectures begins.
  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    let begins = probe.head.withBytes { bytes in
      let words: [StaticString] = ["Evaluate ||||||| ", "Start evaluating range =: "]
      var offset = 0
      while let line = bytes.nextLine(at: &offset) {
        if words.contains(where: { bytes.starts(with: $0, at: line.lowerBound) }) { return true }
      }
      return false
    }
    guard begins else { return nil }
    return RecognizedFile(
      format: "log of AutoDL-Projects for NAS-Bench-201", layout: self, pipeline: "nas-bench-201-logs",
      surroundings: RecognizedFile.Surroundings(depth: 0, record: probe.name))
  }
}
