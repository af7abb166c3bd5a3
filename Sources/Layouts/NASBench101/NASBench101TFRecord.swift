import Bytes
public import Core
import Formats

/// The published files of NAS-Bench-101, `nasbench_full.tfrecord` and `nasbench_only108.tfrecord`: a record per run.
///
/// A run was evaluated before the first step, half-way and at its end. The first evaluation stands in `values`, the
/// other two in the curve, at the last epoch before them. Runs have no seed: those of one cell and budget are repeats,
/// numbered in the order of the file. Source: google-research/nasbench, `api.py` and `lib/model_metrics.proto`.
public struct NASBench101TFRecord: SelfDescribingLayout {
  public let id = "nas-bench-101-tfrecord"
  public let parser = "nas-bench-101-tfrecord/1"
  public let tasks = [Self.schema]
  public let seedless = SeedlessRecords.repeats
  public let budgetKey = "epochs"
  public let keepsReadings = false

  public init() {}

  public func makeReader(configuration keys: [String]) -> any SourceReader { NASBench101RecordReader() }

  /// A file with a whole frame around the beginning of a JSON array, and anything that calls itself `.tfrecord`.
  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard probe.name.hasSuffix(".tfrecord") || Self.beginsWithArray(probe.head) else { return nil }
    return RecognizedFile(format: "NAS-Bench-101 results, TFRecord", layout: self, pipeline: "nas-bench-101")
  }

  private static func beginsWithArray(_ head: [UInt8]) -> Bool {
    head.withBytes { TFRecordFrame.beginsFile($0) } && head.dropFirst(12).starts(with: Array("[\"".utf8))
  }

  /// The metrics of a record are one item, in base64.
  public func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? {
    metric == nil ? nil : record + "/4"
  }

  /// The columns of the curve, in the order of the schema.
  enum Column: Int, CaseIterable {
    case trainAccuracy, validAccuracy, testAccuracy, trainingTime
  }

  /// The numbers of a run as a whole, in the order of the schema.
  enum Value: Int, CaseIterable {
    case initialTrainAccuracy, initialValidAccuracy, initialTestAccuracy, initialTrainingTime, totalTime
  }

  static let schema = TaskSchema(
    name: "cifar10", metrics: Column.allCases.map(metric), values: Value.allCases.map(value))

  private static func metric(_ column: Column) -> MetricDefinition {
    switch column {
    case .trainAccuracy: accuracy("train_accuracy", .train, "10,000 fixed training images")
    case .validAccuracy: accuracy("valid_accuracy", raw: "validation_accuracy", .valid, "10,000 validation images")
    case .testAccuracy: accuracy("test_accuracy", .test, "10,000 test images")
    case .trainingTime:
      MetricDefinition(
        name: "training_time", rawName: "training_time", split: nil, unit: .seconds, direction: .none, lower: 0,
        title: "training time from the start up to here, evaluation left out", isSparse: true)
    }
  }

  private static func value(_ value: Value) -> MetricDefinition {
    switch value {
    case .initialTrainAccuracy: initial("train_accuracy", .train, "10,000 fixed training images")
    case .initialValidAccuracy:
      initial("valid_accuracy", raw: "validation_accuracy", .valid, "10,000 validation images")
    case .initialTestAccuracy: initial("test_accuracy", .test, "10,000 test images")
    case .initialTrainingTime:
      MetricDefinition(
        name: "initial_training_time", rawName: "evaluation_data[0].training_time", split: nil, unit: .seconds,
        direction: .none, lower: 0, title: "training time before the first step")
    case .totalTime:
      MetricDefinition(
        name: "total_time", rawName: "total_time", split: nil, unit: .seconds, direction: .none, lower: 0,
        title: "time of all training and evaluation")
    }
  }

  private static func accuracy(
    _ name: MetricName, raw: String? = nil, _ split: Split, _ images: String
  ) -> MetricDefinition {
    MetricDefinition(
      name: name, rawName: raw ?? name.rawValue, split: split, unit: .fraction, direction: .higher, lower: 0, upper: 1,
      title: "accuracy on \(images)", isSparse: true)
  }

  private static func initial(
    _ name: MetricName, raw: String? = nil, _ split: Split, _ images: String
  ) -> MetricDefinition {
    MetricDefinition(
      name: MetricName("initial_\(name.rawValue)"), rawName: "evaluation_data[0].\(raw ?? name.rawValue)",
      split: split, unit: .fraction, direction: .higher, lower: 0, upper: 1,
      title: "accuracy before the first step on \(images)")
  }
}
