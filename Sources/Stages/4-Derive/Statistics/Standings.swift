import Core

/// Where each architecture of a space stands over all tasks.
struct Standings {
  let standings: [ArchitectureStanding]

  init(_ space: ReleasedSpace) {
    let columns = SpaceColumns(space: space)
    let count = space.architectures.count
    var robust = Array(repeating: Array(repeating: Double?.none, count: space.tasks.count), count: count)
    var regret = robust
    var ranks = robust
    for (task, content) in space.tasks.enumerated() {
      guard let group = content.groups.last else { continue }
      let values = columns.score(content, group)
      let sorted = values.filter(\.isFinite).sorted()
      guard let best = sorted.last else { continue }
      let median = Distribution.quantile(0.5, of: sorted)
      let distance = Distribution.quantile(0.5, of: sorted.map { abs($0 - median) }.sorted())
      for (architecture, value) in values.enumerated() where value.isFinite {
        regret[architecture][task] = best - value
        if distance > 0 { robust[architecture][task] = (value - median) / (1.4826 * distance) }
      }
      let (rule, split) = SpaceColumns.ranking(content)
      for score in group.scores where score.rule == rule && score.split == split {
        ranks[score.architecture][task] = score.rank01
      }
    }
    standings = space.architectures.indices.map { index in
      let whole = ranks[index].compactMap { $0 }
      let isWhole = space.architectures[index].averageRank != nil && whole.count == space.tasks.count
      return ArchitectureStanding(
        averageRank: space.architectures[index].averageRank,
        meanScore: isWhole ? whole.reduce(0, +) / Double(whole.count) : nil,
        worstTask: isWhole ? whole.firstIndex { $0 == whole.min() } : nil, robustZ: robust[index],
        regret: regret[index])
    }
  }
}
