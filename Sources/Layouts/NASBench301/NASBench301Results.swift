public import Core

/// The result files of NAS-Bench-301: one JSON document a run, as the authors' training framework wrote it.
///
/// `optimized_hyperparamater_config` (sic) holds genotype and training hyper-parameters in flat keys, `info` a list of
/// one record of the last epoch, beside `test_accuracy`, `runtime` in seconds and the epoch budget. Nothing is taken from
/// names of directories, and `*_final` fields, which are the float32 twins of others, are left out.
/// Source: automl/nasbench301, `surrogate_models/utils.py`.
public struct NASBench301Results: SelfDescribingLayout {
  public let id = "nas-bench-301-results"
  public let parser = "nas-bench-301-results/1"
  public let tasks = [Self.schema]
  public let seedless = SeedlessRecords.repeats
  public let budgetKey = "budget"

  public init() {}

  public func makeReader(configuration keys: [String]) -> any SourceReader { NASBench301Reader() }

  /// A file with the key of the configuration.
  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard JSONHead(probe).keys.contains(NASBench301Reader.configurationKey) else { return nil }
    return RecognizedFile(format: "NAS-Bench-301 result, JSON", layout: self, pipeline: "nas-bench-301")
  }

  /// Named after the networks whose costs apply: 32 channels and 8 cells on CIFAR-10.
  static let schema = TaskSchema(
    name: "nas-bench-301",
    metrics: [
      loss("train_loss", "train_loss", .train, "loss with data augmentation"),
      accuracy("train_accuracy", "train_accuracy", .train),
      loss("train_cross_entropy", "train_cross_entropy", .train, "cross entropy"),
      accuracy("valid_accuracy", "val_accuracy", .valid),
      loss("valid_cross_entropy", "val_cross_entropy", .valid, "cross entropy"),
      accuracy("test_accuracy", "test_accuracy", .test),
    ],
    values: [
      MetricDefinition(
        name: "runtime", rawName: "runtime", split: nil, unit: .seconds, direction: .none, lower: 0,
        title: "duration of the training run"),
      MetricDefinition(
        name: "epochs_run", rawName: "epochs", split: nil, unit: .count, direction: .none, lower: 0,
        title: "epochs of training when it ended, up to two in a hundred fewer than the budget"),
      MetricDefinition(
        name: "model_parameters", rawName: "model_parameters", split: nil, unit: .count, direction: .none, lower: 0,
        title: "parameters of the model as trained, which may include an auxiliary head"),
      MetricDefinition(
        name: "learning_rate", rawName: "learning_rate", split: nil, unit: .none, direction: .none, lower: 0,
        title: "learning rate when training ended"),
    ])

  private static func accuracy(_ name: MetricName, _ raw: String, _ split: Split) -> MetricDefinition {
    MetricDefinition(
      name: name, rawName: raw, split: split, unit: .percent, direction: .higher, lower: 0, upper: 100,
      title: "accuracy, \(split.title)", isSparse: true)
  }

  private static func loss(_ name: MetricName, _ raw: String, _ split: Split, _ title: String) -> MetricDefinition {
    MetricDefinition(
      name: name, rawName: raw, split: split, unit: .none, direction: .lower, lower: 0,
      title: "\(title), \(split.title)",
      isSparse: true)
  }
}
