import Core
import Formats

/// A data set of a database of NNI, with what its columns are in a release.
///
/// NNI fills `valid` and `ori_test` with the test set where a benchmark has no such split; these columns are not taken a
/// second time, and must hold what the test column holds.
struct NNITask: Sendable {
  /// Where the numbers of a column stand.
  struct Column: Sendable {
    let metric: MetricDefinition
    /// Index into `NNIBenchmark.measures`, nil for a column that is known of the last epoch alone.
    let measure: Int?
    /// Index into `NNIBenchmark.totals`: the number of the last epoch.
    let total: Int?
  }

  /// The word of the database.
  let word: String
  let columns: [Column]
  /// Numbers of a run as a whole, with their index into `NNIBenchmark.totals`.
  let values: [(definition: MetricDefinition, total: Int)]
  /// Pairs of totals that are one number in two columns.
  let copies: [(Int, Int)]
  let schema: TaskSchema

  private init(
    _ name: TaskName, word: String, _ columns: [Column], _ values: [(definition: MetricDefinition, total: Int)],
    copies: [(Int, Int)] = []
  ) {
    self.word = word
    self.columns = columns
    self.values = values
    self.copies = copies
    schema = TaskSchema(name: name, metrics: columns.map(\.metric), values: values.map(\.definition))
  }

  static func all(of benchmark: NNIBenchmark) -> [NNITask] {
    switch benchmark {
    case .nasBench101: [nasBench101]
    case .nasBench201: nasBench201
    case .nds: [nds("cifar10"), nds("imagenet")]
    }
  }

  private static func accuracy(
    _ name: MetricName, raw: String, _ split: Split, _ images: String, isSparse: Bool = true
  ) -> MetricDefinition {
    MetricDefinition(
      name: name, rawName: raw, split: split, unit: .percent, direction: .higher, lower: 0, upper: 100,
      title: "top-1 accuracy, \(images)", isSparse: isSparse)
  }

  private static func loss(_ name: MetricName, raw: String, _ split: Split, _ images: String) -> MetricDefinition {
    MetricDefinition(
      name: name, rawName: raw, split: split, unit: .none, direction: .lower, lower: 0,
      title: "cross entropy, \(images); absent where it was NaN", isSparse: true)
  }

  private static func number(
    _ name: MetricName, raw: String, _ unit: MeasurementUnit, _ title: String
  ) -> MetricDefinition {
    MetricDefinition(
      name: name, rawName: raw, split: nil, unit: unit, direction: .none, lower: 0, title: title)
  }

  private static let nasBench101 = NNITask(
    "cifar10", word: "",
    [
      Column(
        metric: accuracy("train_accuracy", raw: "train_acc", .train, "10,000 fixed training images"), measure: 0,
        total: 0),
      Column(
        metric: accuracy("valid_accuracy", raw: "valid_acc", .valid, "10,000 validation images"), measure: 1, total: 1),
      Column(metric: accuracy("test_accuracy", raw: "test_acc", .test, "10,000 test images"), measure: 2, total: 2),
      Column(
        metric: MetricDefinition(
          name: "training_time", rawName: "training_time", split: nil, unit: .seconds, direction: .none, lower: 0,
          title: "training time from the start up to here, evaluation left out", isSparse: true), measure: 3,
        total: nil),
    ],
    [
      (number("published_params", raw: "parameters", .millions, "trainable parameters, as published"), 4),
      (
        number(
          "reported_training_time", raw: "training_time", .none,
          "training time as NNI states it, which multiplies seconds by 60; absent where it is 60 times that of the "
            + "last epoch"), 3
      ),
    ])

  private static let nasBench201: [NNITask] = [
    task201("cifar10-valid", valid: "validation half of the training set", test: "test set", original: nil),
    task201("cifar10", valid: nil, test: "test set", original: nil),
    task201(
      "cifar100", valid: "first half of the test set", test: "second half of the test set",
      original: "whole original test set, validation half included"),
    task201(
      "ImageNet16-120", valid: "first half of the test set", test: "second half of the test set",
      original: "whole original test set, validation half included"),
  ]

  /// - Parameters: What each split of the data set is, nil where it has none.
  private static func task201(_ name: String, valid: String?, test: String, original: String?) -> NNITask {
    let parts: [(prefix: String, raw: String, split: Split, images: String, index: Int)] =
      [("train", "train", .train, "training images", 0)] + (valid.map { [("valid", "valid", .valid, $0, 1)] } ?? [])
      + [("test", "test", .test, test, 2)] + (original.map { [("test_original", "ori_test", .test, $0, 3)] } ?? [])
    var columns: [Column] = []
    for part in parts {
      columns.append(
        Column(
          metric: accuracy(MetricName("\(part.prefix)_accuracy"), raw: "\(part.raw)_acc", part.split, part.images),
          measure: part.index, total: part.index))
      columns.append(
        Column(
          metric: loss(MetricName("\(part.prefix)_loss"), raw: "\(part.raw)_loss", part.split, part.images),
          measure: part.index + 4, total: part.index + 4))
      if part.index > 0 {
        columns.append(
          Column(
            metric: MetricDefinition(
              name: MetricName("\(part.prefix)_time"), rawName: "\(part.raw)_evaluation_time", split: part.split,
              unit: .seconds, direction: .none, lower: 0, title: "time of the evaluation, \(part.images)",
              isSparse: true), measure: nil, total: part.index + 11))
      }
    }
    return NNITask(
      TaskName(name), word: name.lowercased(), columns,
      [
        (number("published_params", raw: "parameters", .millions, "parameters of the network, as published"), 8),
        (number("published_flops", raw: "flops", .millions, "multiply-accumulates per image, as published"), 9),
        (number("latency", raw: "latency", .seconds, "time of one forward pass, the first of those published"), 10),
        (
          number(
            "estimated_training_time", raw: "training_time", .seconds,
            "time of the last epoch, times the number of epochs: an estimate"), 11
        ),
      ],
      copies: (valid == nil ? [(1, 2), (5, 6)] : []) + (original == nil ? [(3, 2), (7, 6)] : []))
  }

  private static func nds(_ name: TaskName) -> NNITask {
    NNITask(
      name, word: name.rawValue,
      [
        Column(metric: accuracy("train_top1", raw: "train_acc", .train, "training set"), measure: 0, total: 0),
        Column(metric: accuracy("test_top1", raw: "test_acc", .test, "test set"), measure: 1, total: 1),
        Column(metric: loss("train_loss", raw: "train_loss", .train, "training set"), measure: 2, total: 2),
      ],
      [
        (
          number("best_train_top1", raw: "best_train_acc", .percent, "best top-1 accuracy of all epochs, training set"),
          3
        ),
        (
          number(
            "best_test_top1", raw: "best_test_acc", .percent,
            "best top-1 accuracy of all epochs, test set, on which the epoch was chosen"), 4
        ),
        (number("best_train_loss", raw: "best_train_loss", .none, "smallest loss of all epochs, training set"), 5),
        (number("published_params", raw: "parameters", .millions, "parameters of the network, as published"), 6),
        (number("published_flops", raw: "flops", .millions, "multiply-accumulates per image, as published"), 7),
        (number("iteration_time", raw: "iter_time", .seconds, "time of one iteration of training"), 8),
      ])
  }
}
