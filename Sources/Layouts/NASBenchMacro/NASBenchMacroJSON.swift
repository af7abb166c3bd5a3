public import Core

/// The published file of NAS-Bench-Macro: `{architecture: {test_acc, mean_acc, std, params, flops}}`.
///
/// Each of the three numbers of `test_acc` becomes a run of 50 epochs. The training script keeps the best test accuracy
/// of all epochs, so the number is no accuracy of the last epoch and was selected on the test set; its name says so.
/// Source: xiusu/NAS-Bench-Macro, `README.md` and `train/train.py`.
public struct NASBenchMacroJSON: SelfDescribingLayout {
  public let id = "nas-bench-macro-json"
  public let parser = "nas-bench-macro-json/1"
  public let tasks = [Self.schema]
  public let seedless = SeedlessRecords.repeats
  public let budgetKey = "epochs"
  public let keepsReadings = false

  /// Epochs of the training script.
  static let epochs = 50

  public init() {}

  public func makeReader(configuration keys: [String]) -> any SourceReader { NASBenchMacroReader() }

  /// A file whose first key is an architecture with `test_acc`.
  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    let head = JSONHead(probe)
    guard let key = head.keys.first, key.utf8.count == 8, key.utf8.allSatisfy({ (48...50).contains($0) }),
      head.keys.contains("test_acc")
    else { return nil }
    return RecognizedFile(format: "NAS-Bench-Macro results, JSON", layout: self, pipeline: "nas-bench-macro")
  }

  static let schema = TaskSchema(
    name: "cifar10",
    metrics: [
      MetricDefinition(
        name: "test_best_accuracy", rawName: "test_acc", split: .test, unit: .percent, direction: .higher, lower: 0,
        upper: 100, title: "best accuracy of all epochs on the test split, on which the epoch was chosen",
        isSparse: true)
    ],
    values: [
      MetricDefinition(
        name: "mean_accuracy", rawName: "mean_acc", split: nil, unit: .percent, direction: .higher, lower: 0,
        upper: 100,
        title: "mean of the published test accuracies of the architecture"),
      MetricDefinition(
        name: "std_accuracy", rawName: "std", split: nil, unit: .percent, direction: .none, lower: 0,
        title: "population standard deviation of the published test accuracies of the architecture"),
      MetricDefinition(
        name: "flops", rawName: "flops", split: nil, unit: .count, direction: .none, lower: 0,
        title: "multiply-accumulates of convolutions and linear layers, as published"),
    ])
}
