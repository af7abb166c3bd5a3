/// How far two quantities order the architectures of a space alike. Metrics are oriented so that larger is better;
/// costs are as they are.
public struct CorrelationEstimate: Sendable, Hashable {
  /// What is compared.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The ranking scores of two tasks, each at its largest budget.
    case tasks
    /// The ranking score of a task on validation, at its largest budget, and the test score at the same epoch.
    case splits
    /// The final values of two selectable metrics of one task, at its largest budget.
    case metrics
    /// The ranking scores of one task at two budgets.
    case budgets
    /// The ranking score of a task and a cost.
    case cost
    /// Two costs, of the architectures of the first task that has both.
    case costs
  }

  public var kind: Kind
  /// Index into `ReleasedSpace.tasks`.
  public var task: Int
  /// The other task of `tasks`.
  public var otherTask: Int?
  /// Task, metric, budget, score metric or cost.
  public var first: String
  /// Task, metric, budget or cost.
  public var second: String
  /// Architectures that have both.
  public var count: Int
  /// Pairs that are tied in the first alone, in the second alone, in both.
  public var ties: [Int]
  /// Kendall's tau-b, Spearman's rho and Pearson's r with its sign; nil where a quantity is constant.
  public var tau: StatisticEstimate?
  public var rho: StatisticEstimate?
  public var pearson: StatisticEstimate?
  /// tau-b among the tenth that is best in the first; nil where that has fewer than two.
  public var tauOfBestTenth: Double?
  /// Shares of common architectures among the best 10, 20 and tenth of both; nil where there are not more than that.
  public var overlaps: [TopOverlap]
  /// Shares of architectures that are strictly better, in both, than the one behind the best 10 and 20; likewise.
  public var precisions: [TopOverlap]

  public init(
    kind: Kind, task: Int, otherTask: Int?, first: String, second: String, count: Int, ties: [Int],
    tau: StatisticEstimate?, rho: StatisticEstimate?, pearson: StatisticEstimate?, tauOfBestTenth: Double?,
    overlaps: [TopOverlap], precisions: [TopOverlap]
  ) {
    self.kind = kind
    self.task = task
    self.otherTask = otherTask
    self.first = first
    self.second = second
    self.count = count
    self.ties = ties
    self.tau = tau
    self.rho = rho
    self.pearson = pearson
    self.tauOfBestTenth = tauOfBestTenth
    self.overlaps = overlaps
    self.precisions = precisions
  }
}
