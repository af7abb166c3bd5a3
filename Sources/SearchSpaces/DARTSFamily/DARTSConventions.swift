import Core
import Costs

/// How costs in the DARTS family are counted.
enum DARTSConventions {
  /// Without a figure that was published, sorted by name.
  static let unpublished: [any CostConvention] = [MultiplyAccumulatesAndLinearBias(), Thop011()]

  /// For the two networks that papers give figures of, sorted by name.
  static let published: [any CostConvention] = [
    MultiplyAccumulatesAndLinearBias(), PublishedCounts(PlainMultiplyAccumulates()), Thop011(),
  ]

  static let linearBiasSource = CostSource(
    counter: "macs-fc-bias",
    text:
      "convolution and linear multiply-accumulates plus one per class: figures beside genotypes in third-party code")

  static let thopSource = CostSource(
    counter: "thop-0.1.1",
    text: "thop.profile, which adds 4 per normalized value: P-DARTS and PC-DARTS (557M, 586M, 597M) to within 0.5 %")
}
