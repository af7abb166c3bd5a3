import Core

extension Deriver {
  /// The pooled standard deviation of the score over distinct results within classes, for each epoch rule and split.
  ///
  /// Within one class, runs of one seed with the same score are copies of one result. The class of all disconnected
  /// cells is left out.
  func noise(_ runs: [ReleasedRun], _ selection: Selection, _ classes: ConnectedClasses) -> [NoiseEstimate] {
    let kind = classes.kind
    var all = [[Int]](repeating: [], count: classes.count)
    for index in runs.indices {
      if let number = classes.numbers[runs[index].architecture] { all[number].append(index) }
    }
    let members = all.filter { $0.count > 1 }
    var estimates: [NoiseEstimate] = []
    for rule in EpochRule.allCases {
      for split in [Split.valid, .test] {
        guard let column = selection.column(split), rule == .final || selection.valid != nil else { continue }
        var copies = 0
        let values = members.map { members in
          let results = members.compactMap { index in
            selection.epoch(of: runs[index], by: rule).map {
              Result(seed: runs[index].seed, bits: runs[index].curve[column, $0].bitPattern)
            }
          }.filter { Double(bitPattern: $0.bits).isFinite }
          // A run whose seed nobody tells may have that of any other.
          let seeded = Set(results.filter { $0.seed != nil }.map(\.bits))
          var seen: Set<Result> = []
          let distinct = results.filter { ($0.seed != nil || !seeded.contains($0.bits)) && seen.insert($0).inserted }
          copies += results.count - distinct.count
          return distinct.map { Double(bitPattern: $0.bits) }
        }
        guard let (deviation, freedom) = Self.pooled(values) else { continue }
        estimates.append(
          NoiseEstimate(
            rule: rule, split: split, kind: kind, standardDeviation: deviation, degreesOfFreedom: freedom,
            copies: copies))
      }
    }
    return estimates
  }

  /// A seed and a score; equal ones within a class are copies of one result.
  private struct Result: Hashable {
    let seed: Int?
    let bits: UInt64
  }

  /// sqrt(SS / df) over groups, with df; nil where no group has two values.
  static func pooled(_ groups: [[Double]]) -> (Double, Int)? {
    var squares = 0.0
    var freedom = 0
    for values in groups where values.count > 1 {
      let mean = values.reduce(0, +) / Double(values.count)
      squares += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      freedom += values.count - 1
    }
    return freedom > 0 ? ((squares / Double(freedom)).squareRoot(), freedom) : nil
  }
}
