import Core

/// A data set as the log names it.
enum AutoDLTask: String, Sendable, CaseIterable {
  case cifar10Valid = "cifar10-valid"
  case cifar10
  case cifar100
  case imageNet16 = "ImageNet16-120"

  /// The loader whose results an epoch's line calls `Valid`: the last of those that are evaluated.
  var loader: String {
    switch self {
    case .cifar10Valid: "x-valid"
    case .cifar10: "ori-test"
    case .cifar100, .imageNet16: "x-test"
    }
  }

  private var split: Split { self == .cifar10Valid ? .valid : .test }

  private var splitTitle: String {
    switch self {
    case .cifar10Valid: "validation half of the training set (x-valid)"
    case .cifar10: "test set (ori-test)"
    case .cifar100, .imageNet16: "second half of the test set (x-test)"
    }
  }

  /// The order of the columns: loss, top-1, top-5 of training, then of the other split.
  static let columnCount = 6

  var schema: TaskSchema {
    TaskSchema(
      name: TaskName(rawValue),
      metrics: metrics(.train, raw: "Train", "training set") + metrics(split, raw: "Valid", splitTitle),
      values: [
        MetricDefinition(
          name: "logged_flops", rawName: "FLOP", split: nil, unit: .millions, direction: .none, lower: 0,
          title: "operations per image of the network as trained; the source writes MB for millions"),
        MetricDefinition(
          name: "logged_params", rawName: "Param", split: nil, unit: .millions, direction: .none, lower: 0,
          title: "parameters of the network as trained; the source writes MB for millions"),
      ])
  }

  private func metrics(_ split: Split, raw: String, _ title: String) -> [MetricDefinition] {
    [
      MetricDefinition(
        name: MetricName("\(split.rawValue)_loss"), rawName: "\(raw) loss", split: split, unit: .none,
        direction: .lower, lower: 0, title: "loss, \(title)"),
      MetricDefinition(
        name: MetricName("\(split.rawValue)_top1"), rawName: "\(raw) acc@1", split: split, unit: .percent,
        direction: .higher, lower: 0, upper: 100, title: "top-1 accuracy, \(title)"),
      MetricDefinition(
        name: MetricName("\(split.rawValue)_top5"), rawName: "\(raw) acc@5", split: split, unit: .percent,
        direction: .higher, lower: 0, upper: 100, title: "top-5 accuracy, \(title)"),
    ]
  }
}
