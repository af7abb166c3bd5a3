import Core

extension ReleaseQuery {
  /// Which runs make a row, where that was left open too.
  var appliedSeeds: Seeds { seeds ?? (rule.isOfAPI ? .first : .mean) }

  /// The epoch rule and split of the scores that the rows of `part` show, whose standings are theirs; nil where the rows
  /// show something else.
  func standings(of part: QueryPart, in store: any ReleaseStore) -> (rule: EpochRule, split: Split)? {
    guard let task = part.task, let metric = part.metric, let split = metric.split, split != .train,
      appliedSeeds == .mean
    else { return nil }
    let stored = store.tasks[task]
    guard let place = stored.schema.index(of: metric.name),
      metric.name == stored.scoreMetric || place == stored.schema.counterpart(of: stored.scoreMetric, on: split)
    else { return nil }
    switch rule.applied(to: stored) {
    case .bestValid: return (.bestValid, split)
    case .final, .epoch(-1): return (.final, split)
    case .epoch, .all, .apiBest, .apiBestEpoch: return nil
    }
  }

  /// - Throws: `QueryError` where rows shall be chosen or sorted by standings that they do not have.
  /// - Parameter names: The columns by which they shall be.
  func checkStandings(
    _ names: [String], _ catalogue: QueryColumnCatalogue, _ parts: [QueryPart], in store: any ReleaseStore
  ) throws {
    guard parts.allSatisfy({ standings(of: $0, in: store) == nil }) else { return }
    for name in names {
      guard case .standing = catalogue.column(name).source else { continue }
      throw QueryError(
        "no row has a value of '\(name)': it is that of a score, which is the mean over seeds; "
          + "expected \(Self.whatHasStandings(parts, in: store))")
    }
  }

  /// What to ask for standings.
  static func whatHasStandings(_ parts: [QueryPart], in store: any ReleaseStore) -> String {
    guard let task = parts.first?.task else { return "a task" }
    let stored = store.tasks[task]
    let other = stored.schema.counterpart(of: stored.scoreMetric, on: .test).map { stored.schema.metrics[$0].name }
    let metrics = [stored.scoreMetric, other].compactMap(\.self).reduce(into: [MetricName]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return "--metric \(metrics.map(\.rawValue).joined(separator: " or ")) at epoch best or final, without --seed"
  }
}
