import Core

/// How the columns of a task become those of a release line.
struct ReleaseColumnLayout {
  private let names: [MetricName]
  private let isMetric: [Bool]
  /// Inside `metrics` first.
  private let order: [Int]
  /// Derived columns with the column that their formula negates.
  private let negations: [(derived: Int, source: Int)]

  init(_ schema: TaskSchema) {
    let isMetric = schema.metrics.map(ReleaseLineWriter.isInside)
    self.isMetric = isMetric
    names = schema.metrics.map(\.name)
    order = names.indices.filter { isMetric[$0] } + names.indices.filter { !isMetric[$0] }
    negations = schema.metrics.enumerated().compactMap { index, metric in
      guard let formula = metric.formula, formula.hasPrefix("0 - "),
        let source = schema.index(of: MetricName(String(formula.dropFirst(4))))
      else { return nil }
      return (index, source)
    }
  }

  func columns(of curve: Curve) -> [ReleaseColumn] { columns { Array(curve.column($0)) } }

  /// The columns, asking for the values of each metric of the schema in the order of a line.
  func columns(_ values: (Int) -> [Double]) -> [ReleaseColumn] {
    order.map { ReleaseColumn(name: names[$0], isMetric: isMetric[$0], values: values($0)) }
  }

  /// Derived columns have no special values of their own: one that negates a measured NaN is such a NaN, not absent.
  func restoreDerivedNaN(in curve: inout Curve) {
    for (derived, source) in negations {
      for epoch in 0..<curve.epochs where Curve.isAbsent(curve[derived, epoch]) {
        let value = curve[source, epoch]
        if value.isNaN, !Curve.isAbsent(value) { curve[derived, epoch] = .nan }
      }
    }
  }
}

extension SpecialValue {
  /// The number that the word stands for.
  var value: Double {
    switch self {
    case .nan: .nan
    case .infinity: .infinity
    case .negativeInfinity: -.infinity
    case .negativeZero: -0.0
    }
  }
}
