public import Core

/// One task of one search space, as the first of the release lines tells it.
public struct ReleaseHeadTask: Sendable, Hashable {
  public var space: SpaceID
  /// The columns of the curves, in the order of the release; without their names in the source.
  public var schema: TaskSchema
  /// The metric that ranks architectures.
  public var scoreMetric: MetricName
  /// The epoch budgets of its runs, in the order of the release.
  public var budgets: [Int]
  /// Numbers of a run as a whole beside inference time and parameters.
  public var values: [MetricDefinition]

  public init(
    space: SpaceID, schema: TaskSchema, scoreMetric: MetricName, budgets: [Int], values: [MetricDefinition] = []
  ) {
    self.space = space
    self.schema = schema
    self.schema.metrics = schema.metrics.map(Self.withoutRawName)
    self.schema.values = []
    self.scoreMetric = scoreMetric
    self.budgets = budgets
    self.values = values.map(Self.withoutRawName)
  }

  private static func withoutRawName(_ metric: MetricDefinition) -> MetricDefinition {
    var metric = metric
    metric.rawName = nil
    return metric
  }

  public var name: TaskName { schema.name }
}
