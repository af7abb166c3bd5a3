/// What the learning curves of one task and budget have in common: its ranking metric, epoch by epoch.
public struct CurveSummary: Sendable, Hashable {
  /// Index into `ReleasedSpace.tasks`.
  public var task: Int
  /// Epochs.
  public var budget: Int
  public var metric: MetricName
  public var runs: Int
  /// Runs with a value that is measured and not finite, or whose final value is worse than their first.
  public var diverged: Int
  /// 5 %, 25 %, 50 %, 75 % and 95 % quantile over runs of the epoch that `best_valid` selects; empty without one.
  public var bestEpoch: [Double]
  /// The same of the mean height of the curve by the trapezoidal rule, over runs with all values.
  public var area: [Double]
  /// The same of the best value less the final one, oriented so that it is at least 0.
  public var drop: [Double]
  /// The same of the metric at each epoch, over runs with a finite value; empty at an epoch without one.
  public var bands: [[Double]]

  public init(
    task: Int, budget: Int, metric: MetricName, runs: Int, diverged: Int, bestEpoch: [Double], area: [Double],
    drop: [Double], bands: [[Double]]
  ) {
    self.task = task
    self.budget = budget
    self.metric = metric
    self.runs = runs
    self.diverged = diverged
    self.bestEpoch = bestEpoch
    self.area = area
    self.drop = drop
    self.bands = bands
  }

  /// The shares of the quantiles.
  public static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]
}
