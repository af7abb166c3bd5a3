/// One statistic of a pair of quantities, as a row of an artifact.
public struct StatisticRow: Sendable, Hashable {
  /// An id of `StatisticsFormula`.
  public var formula: String
  /// How many best, for an overlap or a precision.
  public var count: Int?
  public var value: Double?
  public var interval: ClosedRange<Double>?
}

extension CorrelationEstimate {
  /// The statistics, in a fixed order.
  public var rows: [StatisticRow] {
    [("tau_b", tau), ("rho", rho), ("pearson", pearson)].map {
      StatisticRow(formula: $0.0, value: $0.1?.value, interval: $0.1?.interval)
    } + [StatisticRow(formula: "tau_top", value: tauOfBestTenth)]
      + overlaps.map { StatisticRow(formula: "overlap_k", count: $0.count, value: $0.share) }
      + precisions.map { StatisticRow(formula: "precision_k", count: $0.count, value: $0.share) }
  }
}

extension ScoreSummary {
  /// The figures by the names of their columns, in a fixed order.
  public var figures: [(name: String, value: Double?)] {
    [
      ("mean", mean), ("sd", deviation), ("min", minimum), ("p1", percentiles[0]), ("q1", quartiles[0]),
      ("median", quartiles[1]), ("q3", quartiles[2]), ("p99", percentiles[1]), ("max", maximum),
      ("mad", medianDistance), ("rel_random", relativeGain),
    ]
  }
}
