import Core

/// The noise of the ranking score of one task and budget, within classes and between replicates, with what it allows.
struct NoiseCeilings {
  private(set) var ceilings: [NoiseCeiling] = []

  init(_ columns: SpaceColumns, _ group: BudgetGroup, task: Int) {
    let content = columns.space.tasks[task]
    let (rule, split) = SpaceColumns.ranking(content)
    let spreads = NoiseSpread.all(of: content, group, rule, split)
    if spreads.isEmpty { return }
    let sign = SpaceColumns.sign(content)
    var (scores, counts): ([Double], [Int]) = ([], [])
    for score in group.scores where score.rule == rule && score.split == split {
      guard let value = score.value else { continue }
      scores.append(sign * value)
      counts.append(score.count)
    }
    for spread in spreads {
      let limits = NoiseLimits(scores, counts: counts, deviation: spread.deviation)
      ceilings.append(
        NoiseCeiling(
          task: task, budget: group.budget, rule: rule, split: split, source: spread.source,
          deviation: spread.deviation, degreesOfFreedom: spread.degreesOfFreedom, copies: spread.copies,
          count: scores.count, scoreDeviation: limits.deviation, reliability: limits.reliability,
          pearson: limits.reliability?.squareRoot(), tau: limits.tau, rho: limits.rho,
          agreement: spread.source == Replicates.source
            ? Replicates(content, group, rule, split).agreement : nil))
    }
  }
}
