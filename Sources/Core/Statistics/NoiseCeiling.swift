/// The noise of a ranking score, and how well a predictor of the true scores would do against the noisy ones: estimates
/// under the assumption that noise is normal and of one size for every run, not bounds.
public struct NoiseCeiling: Sendable, Hashable {
  /// Index into `ReleasedSpace.tasks`.
  public var task: Int
  /// Epochs.
  public var budget: Int
  public var rule: EpochRule
  public var split: Split
  /// Whence the spread: `replicates` of one architecture, or the kind of equivalence within whose classes it is taken.
  public var source: String
  /// Of one run: pooled over groups, in the unit of the metric.
  public var deviation: Double
  public var degreesOfFreedom: Int
  /// Bit-identical results, which are no replicates.
  public var copies: Int
  /// Architectures with a finite score.
  public var count: Int
  /// Of a score, the mean of n runs: the root mean square over architectures of `deviation` / sqrt(n).
  public var scoreDeviation: Double
  /// 1 - `scoreDeviation`² / variance of the scores, at least 0: the share of the variance that is no noise, and the
  /// Pearson correlation of the scores with others of as many runs; nil where all scores are one, as the next three.
  public var reliability: Double?
  /// The square root of it: the Pearson correlation of the true scores with the measured ones.
  public var pearson: Double?
  /// The mean tau-b and rho between the scores and the scores with normal noise of their own size added.
  public var tau: Double?
  public var rho: Double?
  /// Of `replicates` alone; nil where fewer than ten architectures have two results.
  public var agreement: ReplicateAgreement?

  public init(
    task: Int, budget: Int, rule: EpochRule, split: Split, source: String, deviation: Double, degreesOfFreedom: Int,
    copies: Int, count: Int, scoreDeviation: Double, reliability: Double?, pearson: Double?, tau: Double?,
    rho: Double?, agreement: ReplicateAgreement?
  ) {
    self.task = task
    self.budget = budget
    self.rule = rule
    self.split = split
    self.source = source
    self.deviation = deviation
    self.degreesOfFreedom = degreesOfFreedom
    self.copies = copies
    self.count = count
    self.scoreDeviation = scoreDeviation
    self.reliability = reliability
    self.pearson = pearson
    self.tau = tau
    self.rho = rho
    self.agreement = agreement
  }
}
