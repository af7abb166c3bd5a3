import Core

/// The columns of a task that say what a run achieved: all but times and what formulas derive.
struct CurveColumns: Sendable {
  private let indices: [Int]

  init(_ schema: TaskSchema) {
    indices = schema.metrics.indices.filter { schema.metrics[$0].unit != .seconds && schema.metrics[$0].formula == nil }
  }

  /// A hash of the bits of the columns and of the number of epochs.
  /// - Complexity: O(values), no allocation.
  func hash(of curve: Curve) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: curve.epochs) &* 0x9E37_79B9_7F4A_7C15
    for index in indices where index < curve.metrics {
      for value in curve.column(index) {
        hash = (hash ^ value.bitPattern) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash &>> 32
      }
    }
    return hash
  }

  /// Whether two curves are the same, bit for bit, over the first `epochs` epochs.
  func areEqual(_ first: Curve, _ second: Curve, epochs: Int) -> Bool {
    for index in indices where index < first.metrics && index < second.metrics {
      for epoch in 0..<epochs where first[index, epoch].bitPattern != second[index, epoch].bitPattern { return false }
    }
    return true
  }

  /// Whether a curve has at least `limit` distinct finite values in its first `epochs` epochs.
  func hasDistinctValues(_ limit: Int, _ curve: Curve, epochs: Int) -> Bool {
    var seen: Set<UInt64> = []
    for index in indices where index < curve.metrics {
      for epoch in 0..<epochs where curve[index, epoch].isFinite {
        if seen.insert(curve[index, epoch].bitPattern).inserted, seen.count >= limit { return true }
      }
    }
    return limit <= 0
  }
}
