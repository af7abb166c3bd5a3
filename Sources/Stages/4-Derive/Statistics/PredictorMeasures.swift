/// How well predicted scores rank architectures whose scores are known.
///
/// Larger is better in both lists, which are in the order of encodings.
public struct PredictorMeasures: Sendable {
  /// One measure: a formula of `StatisticsFormula`, its parameter, and the value, nil where it is not defined.
  public struct Measure: Sendable, Hashable {
    public var formula: String
    /// Such as `k=10`, `5%` or `1 decimal`; empty without one.
    public var parameter: String
    public var value: Double?
  }

  /// The number of architectures.
  public let count: Int
  /// Pairs that are tied in truth alone, in the prediction alone, in both.
  public let ties: [Int]
  /// In a fixed order.
  public let measures: [Measure]

  /// The shares of the best and worst that are looked at.
  public static let shares = [0.01, 0.05, 0.1, 0.2, 0.5]
  /// The numbers of the best that are looked at.
  public static let counts = [10, 20]

  /// - Parameters:
  ///   - test: the test scores, NaN where absent; nil where `truth` is all there is.
  ///   - split: the part of the data that `truth` was measured on, empty for none.
  ///   - limits: what noise allows, by its source.
  /// - Precondition: the lists have one length, and the first two hold finite numbers.
  /// - Complexity: O(n log n).
  public init(
    truth: [Double], predicted: [Double], test: [Double]? = nil, split: String = "valid",
    limits: [(source: String, limits: NoiseLimits)] = []
  ) {
    precondition(truth.count == predicted.count, "every prediction has a truth")
    let columns = (RankedColumn(truth), RankedColumn(predicted))
    let pair = PairedColumns(columns.0, columns.1)
    var scratch = PairedColumns.Scratch()
    let whole = pair.correlations(&scratch)
    count = truth.count
    ties = pair.ties
    var measures = [
      Measure(formula: "tau_b", parameter: "", value: whole.tau),
      Measure(formula: "rho", parameter: "", value: whole.rho),
      Measure(formula: "pearson", parameter: "", value: whole.pearson),
    ]
    for (source, limits) in limits {
      measures += [
        Measure(formula: "noise_tau", parameter: source, value: limits.tau),
        Measure(formula: "noise_rho", parameter: source, value: limits.rho),
        Measure(formula: "reliability", parameter: source, value: limits.reliability),
      ]
    }
    for decimals in Self.decimals(truth) {
      let sparse = predicted.map { Self.rounded($0, decimals) }
      measures.append(
        Measure(
          formula: "sparse_tau", parameter: "\(decimals) \(decimals == 1 ? "decimal" : "decimals")",
          value: RankCorrelation.kendall(truth, sparse)))
    }
    measures += Self.tops(columns.0, columns.1)
    for count in Self.counts {
      measures.append(
        Measure(formula: "precision_k", parameter: "k=\(count)", value: Self.precision(truth, predicted, count)))
    }
    let ranks = TrueRanks(columns.0)
    measures += Self.extremes(columns.0, columns.1, ranks)
    measures += Self.regrets(truth, columns.1, ranks, parameter: split)
    if let test { measures += Self.regrets(test, columns.1, ranks, parameter: "test") }
    measures += Self.errors(truth, predicted)
    self.measures = measures
  }

  /// Decimals to which predictions are rounded: the largest power of ten that is at most a hundredth of the range from
  /// the 1st to the 99th percentile of the truth, and one more; 1 and 2 for accuracies in percent.
  static func decimals(_ truth: [Double]) -> [Int] {
    let sorted = truth.sorted()
    let step = (Distribution.quantile(0.99, of: sorted) - Distribution.quantile(0.01, of: sorted)) / 100
    guard step > 0, step.isFinite else { return [] }
    var decimals = -15
    while decimals < 15, Self.power(decimals) > step { decimals += 1 }
    return [decimals, decimals + 1]
  }

  /// 10 to the power of -`decimals`.
  private static func power(_ decimals: Int) -> Double {
    let whole = (0..<abs(decimals)).reduce(1.0) { power, _ in power * 10 }
    return decimals > 0 ? 1 / whole : whole
  }

  /// To the nearest multiple, halves to even ones, as numpy rounds.
  private static func rounded(_ value: Double, _ decimals: Int) -> Double {
    let scale = (0..<abs(decimals)).reduce(1.0) { power, _ in power * 10 }
    let scaled = decimals > 0 ? value * scale : value / scale
    guard scaled.isFinite else { return value }
    let whole = scaled.rounded(.toNearestOrEven)
    return decimals > 0 ? whole / scale : whole * scale
  }

  /// Formula `precision_k`; nil unless there are more than `count`.
  static func precision(_ truth: [Double], _ predicted: [Double], _ count: Int) -> Double? {
    guard truth.count > count else { return nil }
    let (one, two) = (truth.sorted(by: >)[count], predicted.sorted(by: >)[count])
    let common = truth.indices.count { truth[$0] > one && predicted[$0] > two }
    return Double(common) / Double(count)
  }

  /// The measures of predictions in the unit of the truth.
  private static func errors(_ truth: [Double], _ predicted: [Double]) -> [Measure] {
    let count = Double(truth.count)
    var values: (r2: Double?, mse: Double?, mae: Double?)
    if count > 0 {
      let mean = truth.reduce(0, +) / count
      let total = truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let left = zip(truth, predicted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      if total > 0, Set(truth).count > 1 { values.r2 = finite(1 - left / total) }
      values.mse = finite(left / count)
      values.mae = finite(zip(truth, predicted).reduce(0) { $0 + abs($1.0 - $1.1) } / count)
    }
    return [
      Measure(formula: "r2", parameter: "", value: values.r2),
      Measure(formula: "rmse", parameter: "", value: values.mse?.squareRoot()),
      Measure(formula: "mse", parameter: "", value: values.mse),
      Measure(formula: "mae", parameter: "", value: values.mae),
    ]
  }

  static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
