/// The distribution of one score over the architectures of a space, in the unit and direction of the metric.
public struct ScoreSummary: Sendable, Hashable {
  /// Index into `ReleasedSpace.tasks`.
  public var task: Int
  /// Epochs.
  public var budget: Int
  public var rule: EpochRule
  public var split: Split
  /// Architectures with a finite score.
  public var count: Int
  public var mean: Double
  /// With ddof 0.
  public var deviation: Double
  public var minimum: Double
  public var maximum: Double
  /// Quantiles of type 7.
  public var quartiles: [Double]
  /// The 1st and 99th percentile over architectures whose cell is connected; NaN where there is none.
  public var percentiles: [Double]
  /// The median of the distances to the median.
  public var medianDistance: Double
  /// The gain of the best over the mean, as a share of the mean's magnitude; nil where that is 0.
  public var relativeGain: Double?

  public init(
    task: Int, budget: Int, rule: EpochRule, split: Split, count: Int, mean: Double, deviation: Double,
    minimum: Double, maximum: Double, quartiles: [Double], percentiles: [Double], medianDistance: Double,
    relativeGain: Double?
  ) {
    self.task = task
    self.budget = budget
    self.rule = rule
    self.split = split
    self.count = count
    self.mean = mean
    self.deviation = deviation
    self.minimum = minimum
    self.maximum = maximum
    self.quartiles = quartiles
    self.percentiles = percentiles
    self.medianDistance = medianDistance
    self.relativeGain = relativeGain
  }
}
