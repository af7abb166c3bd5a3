import Core
import Derive

extension QueryRows {
  /// For each row what `value` takes of the score of its architecture.
  /// - Parameter hasStandings: Whether that is where the score stands among all of its space.
  func scores(
    _ rule: EpochRule, _ split: Split, hasStandings: Bool = false, _ value: (Score) -> QueryValue
  ) throws -> [QueryValue] {
    guard let task = part.task, let budget = part.budget else { return drafts.map { _ in .absent } }
    guard var scores = try store.scores(of: task, budget: budget, rule: rule, split: split) else {
      throw QueryError(
        "\(store.path) holds no scores by '\(rule.rawValue)' on \(split) of '\(store.tasks[task].name)'; expected the "
          + "release directory or its .sqlite", isMissing: true)
    }
    if hasStandings, !store.holdsStandings { scores = try withStandings(scores, store.tasks[task]) }
    return byArchitecture { scores[$0.number].map(value) ?? .absent }
  }

  /// For each row one of the standings of what it shows; absent where it shows no score.
  func standings(_ standing: QueryColumn.Standing) throws -> [QueryValue] {
    guard let (rule, split) = query.standings(of: part, in: store) else { return drafts.map { _ in .absent } }
    return try scores(rule, split, hasStandings: true) { score in
      let value =
        switch standing {
        case .minmaxP: score.minmaxP
        case .rank01: score.rank01
        case .zscore: score.zscore
        case .nregret: score.normalizedRegret
        }
      return value.map { .number($0) } ?? .absent
    }
  }

  /// The scores with their standings, as a build computes them.
  private func withStandings(_ scores: [Int: Score], _ task: StoredTask) throws -> [Int: Score] {
    let all = try store.architectures(of: part.space, among: nil)
    var isConnected = Array(repeating: true, count: (all.lazy.map(\.number).max() ?? -1) + 1)
    for architecture in all { isConnected[architecture.number] = !architecture.isDisconnected }
    let direction = task.schema.metrics.first { $0.name == task.scoreMetric }?.direction
    var list = scores.values.sorted { $0.architecture < $1.architecture }
    Deriver.addStandings(to: &list, sign: direction == .lower ? -1 : 1, isConnected)
    return Dictionary(list.map { ($0.architecture, $0) }) { first, _ in first }
  }
}
