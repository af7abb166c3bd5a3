import Core

/// A task of the synthetic release.
struct SyntheticTask {
  var schema: TaskSchema
  var score: MetricName
  var epochs: Int

  init(_ name: TaskName, _ epochs: Int, _ stems: [String], score: MetricName, derived: String? = nil) {
    var metrics: [MetricDefinition] = []
    for split in [Split.train, .valid, .test] {
      for stem in stems {
        let name = "\(split)_\(stem)"
        metrics.append(
          MetricDefinition(
            name: MetricName(name), rawName: name, split: split, unit: stem.hasPrefix("top") ? .percent : .none,
            direction: stem.hasSuffix("loss") && stem != "neg_loss" ? .lower : .higher, lower: 0,
            title: "\(stem) on \(split)", formula: stem == derived ? "0 - \(split)_loss" : nil))
      }
    }
    metrics.append(
      MetricDefinition(
        name: "time_elapsed", rawName: "time_elapsed", split: nil, unit: .seconds, direction: .none, lower: 0,
        title: "time since the start"))
    schema = TaskSchema(name: name, metrics: metrics)
    self.score = score
    self.epochs = epochs
  }

  /// As many metrics and epochs as the tasks of TransNAS-Bench-101 have.
  static let transnas = [
    SyntheticTask("class_scene", 25, ["top1", "top5", "loss"], score: "valid_top1"),
    SyntheticTask("class_object", 25, ["top1", "top5", "loss"], score: "valid_top1"),
    SyntheticTask("room_layout", 25, ["loss", "neg_loss"], score: "valid_neg_loss", derived: "neg_loss"),
    SyntheticTask("jigsaw", 10, ["top1", "top5", "loss"], score: "valid_top1"),
    SyntheticTask("segmentsemantic", 30, ["loss", "acc", "mIoU"], score: "valid_mIoU"),
    SyntheticTask("normal", 30, ["l1_loss", "ssim", "g_loss"], score: "valid_ssim"),
    SyntheticTask("autoencoder", 30, ["l1_loss", "ssim", "g_loss"], score: "valid_ssim"),
  ]

  /// Names that SQLite cannot have as they are, two of which become the same.
  static let awkward = SyntheticTask("ImageNet16-120", 3, ["a-b", "a_b", "loss"], score: "valid_loss")
}
