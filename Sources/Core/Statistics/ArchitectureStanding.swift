/// Where one architecture stands over all tasks, by the ranking score at the largest budget of each.
public struct ArchitectureStanding: Sendable, Hashable {
  /// Mean rank over the tasks, 1 is best; nil unless every task of the pipeline is there.
  public var averageRank: Double?
  /// Mean of `rank01` over the tasks, likewise.
  public var meanScore: Double?
  /// The task with the lowest `rank01`, the first of equal ones; index into `ReleasedSpace.tasks`, likewise.
  public var worstTask: Int?
  /// By task of the space: (y - median) / (1.4826 MAD), y oriented so that larger is better; nil where y is absent or
  /// the MAD is 0.
  public var robustZ: [Double?]
  /// By task of the space: the best score less this one, at least 0, in the unit of the metric.
  public var regret: [Double?]

  public init(
    averageRank: Double?, meanScore: Double?, worstTask: Int?, robustZ: [Double?], regret: [Double?]
  ) {
    self.averageRank = averageRank
    self.meanScore = meanScore
    self.worstTask = worstTask
    self.robustZ = robustZ
    self.regret = regret
  }
}
