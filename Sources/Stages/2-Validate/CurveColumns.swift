import Core

/// The columns of a task that say what a run achieved: all but times and what formulas derive.
struct CurveColumns: Sendable {
  private let indices: [Int]

  init(_ schema: TaskSchema) {
    indices = schema.metrics.indices.filter { schema.metrics[$0].unit != .seconds && schema.metrics[$0].formula == nil }
  }

  /// A hash of the bits of the columns and of the number of epochs, and one of each column alone.
  /// - Complexity: O(values).
  func hash(of curve: Curve) -> CurveHash {
    let start = UInt64(truncatingIfNeeded: curve.epochs) &* 0x9E37_79B9_7F4A_7C15
    var whole = start
    var columns: [UInt64] = []
    columns.reserveCapacity(indices.count)
    for index in indices where index < curve.metrics {
      var hash = start
      for value in curve.column(index) {
        hash = (hash ^ value.bitPattern) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash &>> 32
      }
      columns.append(hash)
      whole = (whole ^ hash) &* 0xFF51_AFD7_ED55_8CCD
      whole ^= whole &>> 32
    }
    return CurveHash(whole: whole, columns: columns)
  }

  /// The column of the curve that a hash of a column is of.
  func column(_ place: Int) -> Int { indices[place] }

  /// Whether two columns are the same, bit for bit.
  static func areEqual(_ first: Curve, _ column: Int, _ second: Curve, _ other: Int) -> Bool {
    guard first.epochs == second.epochs else { return false }
    for epoch in 0..<first.epochs where first[column, epoch].bitPattern != second[other, epoch].bitPattern {
      return false
    }
    return true
  }

  /// Whether a column has at least `limit` distinct finite values.
  static func hasDistinctValues(_ limit: Int, _ curve: Curve, _ column: Int) -> Bool {
    if curve.epochs < limit { return false }
    var seen: Set<UInt64> = []
    for value in curve.column(column) where value.isFinite {
      if seen.insert(value.bitPattern).inserted, seen.count >= limit { return true }
    }
    return limit <= 0
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

/// Hashes of one curve.
struct CurveHash: Sendable {
  /// Of all columns.
  let whole: UInt64
  /// In the order of `CurveColumns`.
  let columns: [UInt64]
}
