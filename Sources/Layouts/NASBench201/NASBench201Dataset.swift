import Core

/// A data set of NAS-Bench-201 and NATS-Bench, with what its evaluations are in a release.
///
/// | data set | trained on | `x-valid` | `x-test` | `ori-test` |
/// |--|--|--|--|--|
/// | cifar10-valid | half of the training set | the other half: valid | | the test set: test |
/// | cifar10 | the training set | | | the test set: test |
/// | cifar100, ImageNet16-120 | the training set | half of the test set: valid | its other half: test | both halves |
///
/// The last is a column of its own, `test_original_…`, since half of its images are those of `valid`. The data set
/// cifar10 has no validation split at all: its test accuracy is never called one.
enum NASBench201Dataset: String, Sendable, CaseIterable {
  case cifar10Valid = "cifar10-valid"
  case cifar10
  case cifar100
  case imageNet16 = "ImageNet16-120"

  /// What is evaluated after an epoch, with its name in the files.
  struct Evaluation: Sendable {
    let rawName: String
    let split: Split
    /// The beginning of the names of its columns.
    let prefix: String
    let title: String
    /// Whether accuracy and loss are evaluated after every epoch of every run.
    let isDense: Bool
  }

  var evaluations: [Evaluation] {
    let test = Evaluation(
      rawName: "ori-test", split: .test, prefix: "test", title: "test set", isDense: self == .cifar10)
    switch self {
    case .cifar10Valid:
      return [
        Evaluation(
          rawName: "x-valid", split: .valid, prefix: "valid", title: "validation half of the training set",
          isDense: true), test,
      ]
    case .cifar10: return [test]
    case .cifar100, .imageNet16:
      return [
        Evaluation(
          rawName: "x-valid", split: .valid, prefix: "valid", title: "first half of the test set", isDense: false),
        Evaluation(
          rawName: "x-test", split: .test, prefix: "test", title: "second half of the test set", isDense: false),
        Evaluation(
          rawName: "ori-test", split: .test, prefix: "test_original",
          title: "whole original test set, validation half included", isDense: true),
      ]
    }
  }

  /// The number of its classes.
  var classes: Int {
    switch self {
    case .cifar10Valid, .cifar10: 10
    case .cifar100: 100
    case .imageNet16: 120
    }
  }

  /// The evaluation that old checkpoints hold under epochs alone.
  var unnamedEvaluation: String { self == .cifar10Valid ? "x-valid" : "ori-test" }

  /// The quantities of training and of each evaluation, in the order of the columns.
  enum Measure: Int, CaseIterable {
    case accuracy, top5, loss, time

    /// The key of its curve, behind `train_`, `valid_` or `eval_`.
    var rawName: String {
      switch self {
      case .accuracy: "acc1es"
      case .top5: "acc5es"
      case .loss: "losses"
      case .time: "times"
      }
    }

    func definition(
      _ prefix: String, raw: String, _ split: Split, _ title: String, isSparse: Bool
    ) -> MetricDefinition {
      let name = MetricName("\(prefix)_\(self)")
      switch self {
      case .accuracy, .top5:
        return MetricDefinition(
          name: name, rawName: raw, split: split, unit: .percent, direction: .higher, lower: 0, upper: 100,
          title: "\(self == .accuracy ? "top-1" : "top-5") accuracy, \(title)", isSparse: isSparse)
      case .loss:
        return MetricDefinition(
          name: name, rawName: raw, split: split, unit: .none, direction: .lower, lower: 0,
          title: "cross entropy, \(title)", isSparse: isSparse)
      case .time:
        return MetricDefinition(
          name: name, rawName: raw, split: split, unit: .seconds, direction: .none, lower: 0,
          title: "time of the epoch, \(title)", isSparse: isSparse)
      }
    }
  }

  /// Where a value stands in a record of the released files: under `train_losses` by epoch, under `eval_losses` by
  /// evaluation and epoch.
  static func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? {
    guard let raw = metric?.rawName else { return nil }
    let parts = raw.split(separator: "[")
    let curve = "\(record)/\(parts[0])"
    guard let epoch else { return curve }
    return parts.count == 2 ? "\(curve)/\(parts[1].dropLast())@\(epoch)" : "\(curve)/\(epoch)"
  }

  /// The column of a measure: training first, then the evaluations in order.
  static func column(_ measure: Measure, evaluation: Int?) -> Int {
    (evaluation.map { $0 + 1 } ?? 0) * Measure.allCases.count + measure.rawValue
  }

  var schema: TaskSchema {
    var metrics = Measure.allCases.map { measure in
      measure.definition(
        "train", raw: "train_\(measure.rawName)", .train, "training images",
        isSparse: measure == .top5 || measure == .time)
    }
    for evaluation in evaluations {
      metrics += Measure.allCases.map { measure in
        measure.definition(
          evaluation.prefix, raw: "eval_\(measure.rawName)[\(evaluation.rawName)]", evaluation.split, evaluation.title,
          isSparse: !evaluation.isDense || measure == .top5 || measure == .time)
      }
    }
    return TaskSchema(name: TaskName(rawValue), metrics: metrics, values: Self.values)
  }

  /// What is published of a run as a whole.
  static let values = [
    MetricDefinition(
      name: "published_params", rawName: "params", split: nil, unit: .millions, direction: .none, lower: 0,
      title: "parameters of the network, as published"),
    MetricDefinition(
      name: "published_flops", rawName: "flop", split: nil, unit: .millions, direction: .none, lower: 0,
      title: "multiply-accumulates per image, as published"),
    MetricDefinition(
      name: "latency", rawName: "latency", split: nil, unit: .seconds, direction: .none, lower: 0,
      title: "time of one forward pass as published; the mean where several are"),
  ]
}
