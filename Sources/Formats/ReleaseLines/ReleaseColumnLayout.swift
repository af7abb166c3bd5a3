import Core

/// How the columns of a task become those of a release line.
struct ReleaseColumnLayout {
  /// Inside `metrics` first.
  private let names: [ReleaseColumns.Name]
  /// The places of the columns in the schema; nil where they stand in its order.
  private let order: [Int]?
  /// Derived columns with the column that their formula negates.
  private let negations: [(derived: Int, source: Int)]

  init(_ schema: TaskSchema) {
    let all = schema.metrics.map { ReleaseColumns.Name($0.name, isMetric: ReleaseLineWriter.isInside($0)) }
    let order = all.indices.filter { all[$0].isMetric } + all.indices.filter { !all[$0].isMetric }
    names = order.map { all[$0] }
    self.order = order.elementsEqual(all.indices) ? nil : order
    negations = schema.metrics.enumerated().compactMap { index, metric in
      guard let formula = metric.formula, formula.hasPrefix("0 - "),
        let source = schema.index(of: MetricName(String(formula.dropFirst(4))))
      else { return nil }
      return (index, source)
    }
  }

  var count: Int { names.count }

  func columns(of curve: Curve) -> ReleaseColumns {
    guard let order else { return columns(curve.values, epochs: curve.epochs) }
    return columns(order.flatMap { curve.column($0) }, epochs: curve.epochs)
  }

  /// The columns from their values in the order of a line.
  func columns(_ values: [Double], epochs: Int) -> ReleaseColumns {
    ReleaseColumns(names: names, epochs: epochs, values: values)
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
