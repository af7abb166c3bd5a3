import Core

/// What a log is of.
enum DARTSLogTask: String, Sendable, CaseIterable {
  case training = "cifar10"
  case search = "cifar10-search"

  /// Index into the schema's metrics.
  enum Column: Int, CaseIterable {
    case learningRate, trainLoss, trainAccuracy, heldOutLoss, heldOutAccuracy
  }

  /// The part of the data that the log calls `valid`.
  private var heldOut: Split { self == .training ? .test : .valid }

  private var heldOutTitle: String {
    self == .training ? "test set of CIFAR-10, which the source calls valid" : "held-out part of the training set"
  }

  var schema: TaskSchema {
    TaskSchema(
      name: TaskName(rawValue), metrics: Column.allCases.map(metric),
      values: [
        MetricDefinition(
          name: self == .training ? "logged_params" : "supernet_params", rawName: "param size", split: nil,
          unit: .millions, direction: .none, lower: 0,
          title: self == .training
            ? "trainable parameters as trained, without the auxiliary head; the source writes MB for millions"
            : "trainable parameters of the network that is searched; the source writes MB for millions")
      ])
  }

  private func metric(_ column: Column) -> MetricDefinition {
    switch column {
    case .learningRate:
      MetricDefinition(
        name: "learning_rate", rawName: "lr", split: nil, unit: .none, direction: .none, title: "learning rate")
    case .trainLoss: runningLoss(.train, raw: "train", "training set")
    case .heldOutLoss: runningLoss(heldOut, raw: "valid", heldOutTitle)
    case .trainAccuracy: accuracy(.train, raw: "train_acc", "training set")
    case .heldOutAccuracy: accuracy(heldOut, raw: "valid_acc", heldOutTitle)
    }
  }

  private func runningLoss(_ split: Split, raw: String, _ title: String) -> MetricDefinition {
    MetricDefinition(
      name: MetricName("\(split.rawValue)_running_loss"), rawName: raw, split: split, unit: .none, direction: .lower,
      lower: 0, title: "mean loss over the batches up to the last one that is logged in the epoch, \(title)",
      isSparse: true)
  }

  private func accuracy(_ split: Split, raw: String, _ title: String) -> MetricDefinition {
    MetricDefinition(
      name: MetricName("\(split.rawValue)_top1"), rawName: raw, split: split, unit: .percent, direction: .higher,
      lower: 0, upper: 100, title: "top-1 accuracy, \(title)")
  }
}
