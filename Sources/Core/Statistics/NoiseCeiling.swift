/// The noise of a ranking score, and the largest correlation that a predictor can have with one noisy measurement of it.
public struct NoiseCeiling: Sendable, Hashable {
  /// Index into `ReleasedSpace.tasks`.
  public var task: Int
  /// Epochs.
  public var budget: Int
  public var rule: EpochRule
  public var split: Split
  /// Whence the spread: `replicates` of one architecture, or the kind of equivalence within whose classes it is taken.
  public var source: String
  /// Pooled over groups, in the unit of the metric.
  public var deviation: Double
  public var degreesOfFreedom: Int
  /// Bit-identical results, which are no replicates.
  public var copies: Int
  /// 1 - sd² / variance of the scores, at least 0: the share of the variance that is no noise.
  public var reliability: Double
  /// The square root of it: the largest Pearson correlation of a predictor with one measurement.
  public var pearson: Double
  /// The mean tau-b and rho between the scores and the scores with normal noise of that sd added; nil where all are one.
  public var tau: Double?
  public var rho: Double?

  public init(
    task: Int, budget: Int, rule: EpochRule, split: Split, source: String, deviation: Double, degreesOfFreedom: Int,
    copies: Int, reliability: Double, pearson: Double, tau: Double?, rho: Double?
  ) {
    self.task = task
    self.budget = budget
    self.rule = rule
    self.split = split
    self.source = source
    self.deviation = deviation
    self.degreesOfFreedom = degreesOfFreedom
    self.copies = copies
    self.reliability = reliability
    self.pearson = pearson
    self.tau = tau
    self.rho = rho
  }
}
