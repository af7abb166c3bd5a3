import Core

/// A quantity that the authors' code logs, without its split.
struct TransNASMeasure {
  /// The end of the metric's name, in source and release alike.
  let name: String
  let title: String
  let unit: MeasurementUnit
  let direction: Direction
  var lower: Double?
  var upper: Double?

  static let loss = TransNASMeasure(name: "loss", title: "loss", unit: .none, direction: .lower, lower: 0)
  static let top1 = percentage("top1", "top-1 accuracy")
  static let top5 = percentage("top5", "top-5 accuracy")
  static let accuracy = percentage("acc", "pixel accuracy")
  static let meanIoU = percentage("mIoU", "mean intersection over union")
  static let generatorLoss = TransNASMeasure(
    name: "g_loss", title: "generator loss", unit: .none, direction: .lower, lower: 0)
  static let discriminatorLoss = TransNASMeasure(
    name: "d_loss", title: "discriminator loss", unit: .none, direction: .lower, lower: 0)
  static let l1Loss = TransNASMeasure(
    name: "l1_loss", title: "L1 loss, already weighted by 0.99", unit: .none, direction: .lower, lower: 0)
  static let similarity = TransNASMeasure(
    name: "ssim", title: "structural similarity", unit: .fraction, direction: .higher, lower: -1, upper: 1)

  private static func percentage(_ name: String, _ title: String) -> TransNASMeasure {
    TransNASMeasure(name: name, title: title, unit: .percent, direction: .higher, lower: 0, upper: 100)
  }
}
