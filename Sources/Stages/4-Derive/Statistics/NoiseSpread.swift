public import Core

/// The spread of one result of the score of one task, budget, epoch rule and split.
public struct NoiseSpread: Sendable, Hashable {
  /// Whence it is: `replicates` of one architecture, or the kind of equivalence within whose classes it is taken.
  public var source: String
  /// Pooled over groups, in the unit of the metric.
  public var deviation: Double
  public var degreesOfFreedom: Int
  /// Bit-identical results, which are no replicates.
  public var copies: Int

  /// Within classes, then between replicates; empty where there is neither.
  /// - Complexity: O(runs).
  public static func all(
    of content: ReleasedTask, _ group: BudgetGroup, _ rule: EpochRule, _ split: Split
  ) -> [NoiseSpread] {
    var spreads: [NoiseSpread] = []
    for noise in group.noise where noise.rule == rule && noise.split == split {
      spreads.append(
        NoiseSpread(
          source: noise.kind.rawValue, deviation: noise.standardDeviation, degreesOfFreedom: noise.degreesOfFreedom,
          copies: noise.copies))
    }
    if let (deviation, freedom) = Deriver.pooled(Replicates(content, group, rule, split).groups) {
      spreads.append(
        NoiseSpread(source: Replicates.source, deviation: deviation, degreesOfFreedom: freedom, copies: 0))
    }
    return spreads
  }
}
