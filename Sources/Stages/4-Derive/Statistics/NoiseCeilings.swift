import Core

/// The noise of the ranking score of one task and budget, within classes and between replicates, with what it allows.
struct NoiseCeilings {
  private(set) var ceilings: [NoiseCeiling] = []

  /// The seed of the first draw; each next one has the next number.
  private static let seed: UInt64 = 0xCE11_A500

  init(_ columns: SpaceColumns, _ group: BudgetGroup, task: Int) {
    let content = columns.space.tasks[task]
    let (rule, split) = SpaceColumns.ranking(content)
    var sources: [(String, Double, Int, Int)] = []
    for noise in group.noise where noise.rule == rule && noise.split == split {
      sources.append((noise.kind.rawValue, noise.standardDeviation, noise.degreesOfFreedom, noise.copies))
    }
    if let replicates = Self.replicates(content, group, rule, split) { sources.append(replicates) }
    if sources.isEmpty { return }
    let values = columns.score(content, group).filter(\.isFinite)
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    guard variance > 0 else { return }
    for (source, deviation, freedom, copies) in sources {
      let reliability = max(0, 1 - deviation * deviation / variance)
      let (tau, rho) = Self.simulate(values, deviation)
      ceilings.append(
        NoiseCeiling(
          task: task, budget: group.budget, rule: rule, split: split, source: source, deviation: deviation,
          degreesOfFreedom: freedom, copies: copies, reliability: reliability, pearson: reliability.squareRoot(),
          tau: tau, rho: rho))
    }
  }

  /// Formulas `noise_tau` and `noise_rho`.
  private static func simulate(_ values: [Double], _ deviation: Double) -> (Double?, Double?) {
    let truth = RankedColumn(values)
    var scratch = PairedColumns.Scratch()
    var (taus, rhos): ([Double], [Double]) = ([], [])
    for draw in 0..<StatisticsDeriver.noiseDraws {
      var deviates = NormalDeviates(seed: seed + UInt64(draw))
      let noisy = RankedColumn(values.map { $0 + deviation * deviates.next() })
      let one = PairedColumns(truth, noisy).correlations(&scratch)
      if let tau = one.tau { taus.append(tau) }
      if let rho = one.rho { rhos.append(rho) }
    }
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    return (mean(taus), mean(rhos))
  }

  /// The spread between runs of one architecture under different seeds; nil where none has two.
  private static func replicates(
    _ content: ReleasedTask, _ group: BudgetGroup, _ rule: EpochRule, _ split: Split
  ) -> (String, Double, Int, Int)? {
    guard let selection = Selection(content.schema, score: content.scoreMetric),
      let column = selection.column(split)
    else { return nil }
    var groups: [[Double]] = []
    var start = 0
    while start < group.runs.count {
      var end = start
      var values: [Double] = []
      while end < group.runs.count, group.runs[end].architecture == group.runs[start].architecture {
        if let epoch = selection.epoch(of: group.runs[end], by: rule) {
          let value = group.runs[end].curve[column, epoch]
          if value.isFinite { values.append(value) }
        }
        end += 1
      }
      if values.count > 1 { groups.append(values) }
      start = end
    }
    return Deriver.pooled(groups).map { ("replicates", $0.0, $0.1, 0) }
  }
}
