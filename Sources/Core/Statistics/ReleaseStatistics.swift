/// What the scores of a release say about its tasks, metrics, budgets and costs: the derived figures that are no column
/// of a run or an architecture. Formulas are those of `StatisticsFormula`.
public struct ReleaseStatistics: Sendable, Hashable {
  /// One per space of the release, in its order.
  public var spaces: [SpaceStatistics]
  /// How often noise was drawn for each ceiling.
  public var noiseDraws: Int

  public init(spaces: [SpaceStatistics], noiseDraws: Int) {
    self.spaces = spaces
    self.noiseDraws = noiseDraws
  }
}
