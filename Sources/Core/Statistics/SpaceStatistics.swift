/// The statistics of one search space. Lists of tasks are in the order of the release, budgets ascend.
public struct SpaceStatistics: Sendable, Hashable {
  public var space: SpaceID
  /// The equivalence whose classes are drawn for intervals.
  public var kind: EquivalenceKind
  /// The number of its classes among the released architectures.
  public var classes: Int
  /// How often classes were drawn for each interval.
  public var resamples: Int
  /// One per task, budget, epoch rule and split that has a finite score.
  public var summaries: [ScoreSummary]
  /// One per architecture, in the order of the release.
  public var standings: [ArchitectureStanding]
  public var correlations: [CorrelationEstimate]
  public var fronts: [ParetoFronts]
  public var curves: [CurveSummary]
  public var ceilings: [NoiseCeiling]

  public init(
    space: SpaceID, kind: EquivalenceKind, classes: Int, resamples: Int, summaries: [ScoreSummary],
    standings: [ArchitectureStanding], correlations: [CorrelationEstimate], fronts: [ParetoFronts],
    curves: [CurveSummary], ceilings: [NoiseCeiling]
  ) {
    self.space = space
    self.kind = kind
    self.classes = classes
    self.resamples = resamples
    self.summaries = summaries
    self.standings = standings
    self.correlations = correlations
    self.fronts = fronts
    self.curves = curves
    self.ceilings = ceilings
  }
}
