import Core

/// A dataset of a zero-cost benchmark.
struct ZeroCostTask: Sendable {
  /// The source's word.
  let dataset: String
  let epochs: Int
  let schema: TaskSchema

  /// What `val_accuracy` is.
  enum Score: Sendable {
    case accuracy, surrogateAccuracy, top1, negativeLoss, pixelAccuracy, similarity
  }

  /// The proxies of NAS-Bench-Suite-Zero, in the order of the release.
  static let proxies = [
    "epe_nas", "fisher", "flops", "grad_norm", "grasp", "jacov", "l2_norm", "nwot", "params", "plain", "snip",
    "synflow",
    "zen",
  ]

  init(_ dataset: String, name: TaskName? = nil, epochs: Int, _ score: Score) {
    self.dataset = dataset
    self.epochs = epochs
    let values = Self.proxies.flatMap { proxy in
      [
        MetricDefinition(
          name: MetricName("zc_\(proxy)"), rawName: "\(proxy)/score", split: nil, unit: .none, direction: .none,
          title: "score of the zero-cost proxy \(proxy)"),
        MetricDefinition(
          name: MetricName("zc_\(proxy)_time"), rawName: "\(proxy)/time", split: nil, unit: .seconds, direction: .none,
          lower: 0, title: "time to compute the zero-cost proxy \(proxy)"),
      ]
    }
    schema = TaskSchema(name: name ?? TaskName(dataset), metrics: [Self.metric(score)], values: values)
  }

  private static func metric(_ score: Score) -> MetricDefinition {
    func make(
      _ name: MetricName, _ unit: MeasurementUnit, _ lower: Double?, _ upper: Double?, _ title: String
    ) -> MetricDefinition {
      MetricDefinition(
        name: name, rawName: "val_accuracy", split: .valid, unit: unit, direction: .higher, lower: lower, upper: upper,
        title: "\(title), \(Split.valid.title)", isSparse: true)
    }
    return switch score {
    case .accuracy: make("valid_accuracy", .percent, 0, 100, "accuracy after training")
    case .surrogateAccuracy: make("valid_accuracy", .percent, 0, 100, "accuracy that a surrogate model predicts")
    case .top1: make("valid_top1", .percent, 0, 100, "top-1 accuracy")
    case .negativeLoss: make("valid_neg_loss", .none, nil, 0, "negative loss")
    case .pixelAccuracy: make("valid_acc", .percent, 0, 100, "pixel accuracy")
    case .similarity: make("valid_ssim", .fraction, -1, 1, "structural similarity")
    }
  }
}
