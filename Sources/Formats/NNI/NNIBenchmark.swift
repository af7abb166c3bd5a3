/// A database of NNI, told by its tables; names are those of its classes in lower case.
public enum NNIBenchmark: String, Sendable, CaseIterable {
  case nasBench101 = "nas-bench-101"
  case nasBench201 = "nas-bench-201"
  case nds

  /// The table of experiments, that of their trainings, and that of the epochs of these.
  var tables: (configurations: String, trials: String, epochs: String) {
    let stem =
      switch self {
      case .nasBench101: "nb101"
      case .nasBench201: "nb201"
      case .nds: "nds"
      }
    return ("\(stem)trialconfig", "\(stem)trialstats", "\(stem)intermediatestats")
  }

  /// The columns of an experiment, of which the first `requiredCount` must be there.
  public var configuration: [String] {
    switch self {
    case .nasBench101: ["arch", "num_epochs", "num_vertices", "hash"]
    case .nasBench201: ["arch", "num_epochs", "dataset", "num_channels", "num_cells"]
    case .nds:
      [
        "cell_spec", "num_epochs", "dataset", "model_family", "proposer", "generator", "model_spec", "base_lr",
        "weight_decay",
      ]
    }
  }

  var requiredCount: Int { self == .nasBench101 ? 2 : 3 }

  /// The numbers of a training as a whole.
  public var totals: [String] {
    switch self {
    case .nasBench101: ["train_acc", "valid_acc", "test_acc", "training_time", "parameters"]
    case .nasBench201:
      [
        "train_acc", "valid_acc", "test_acc", "ori_test_acc", "train_loss", "valid_loss", "test_loss", "ori_test_loss",
        "parameters", "flops", "latency", "training_time", "valid_evaluation_time", "test_evaluation_time",
        "ori_test_evaluation_time",
      ]
    case .nds:
      [
        "final_train_acc", "final_test_acc", "final_train_loss", "best_train_acc", "best_test_acc", "best_train_loss",
        "parameters", "flops", "iter_time",
      ]
    }
  }

  /// The numbers of an epoch.
  public var measures: [String] {
    switch self {
    case .nasBench101: ["train_acc", "valid_acc", "test_acc", "training_time"]
    case .nasBench201: Array(totals.prefix(8))
    case .nds: ["train_acc", "test_acc", "train_loss"]
    }
  }
}
