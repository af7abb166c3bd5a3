import Core

/// A row before it has values: the runs behind it, and the epoch of each that is read.
struct QueryDraft {
  /// Place in the list of architectures.
  let architecture: Int
  /// Sorted by seed and repeat; none for rows of architectures alone.
  let runs: [StoredRun]
  /// One for each run, nil where there is none.
  let epochs: [Int?]

  /// Rows of one space.
  static let rowLimit = 20_000_000

  static func all(
    _ part: QueryPart, _ store: any ReleaseStore, _ query: ReleaseQuery, _ architectures: [StoredArchitecture]
  ) throws -> [QueryDraft] {
    guard let task = part.task, let budget = part.budget else {
      return architectures.indices.map { QueryDraft(architecture: $0, runs: [], epochs: []) }
    }
    let places = Dictionary(architectures.enumerated().map { ($1.number, $0) }) { first, _ in first }
    var runs = try store.runs(
      of: task, budget: budget, among: part.encodings == nil ? nil : architectures.map(\.number))
    switch query.appliedSeeds {
    case .one(let seed): runs.removeAll { $0.seed != seed }
    case .first:
      runs = runs.indices.filter { $0 == 0 || runs[$0 - 1].architecture != runs[$0].architecture }.map { runs[$0] }
    case .mean, .all: break
    }
    let epochs = try self.epochs(of: runs, task, part, store, query.rule.applied(to: store.tasks[task]))
    var drafts: [QueryDraft] = []
    drafts.reserveCapacity(runs.count)
    var start = 0
    while start < runs.count {
      var end = start + 1
      if query.appliedSeeds == .mean {
        while end < runs.count, runs[end].architecture == runs[start].architecture { end += 1 }
      }
      guard let place = places[runs[start].architecture] else {
        throw QueryError(
          "\(store.path): run \(runs[start].number) of an architecture that is not there", isMissing: true)
      }
      let group = Array(runs[start..<end])
      if query.rule == .all {
        let last = group.map(\.epochs).min() ?? 0
        guard last + drafts.count <= rowLimit else {
          throw QueryError("more than \(rowLimit) rows; expected fewer epochs or architectures", isMissing: true)
        }
        for epoch in 0..<last {
          drafts.append(QueryDraft(architecture: place, runs: group, epochs: group.map { _ in epoch }))
        }
      } else {
        drafts.append(QueryDraft(architecture: place, runs: group, epochs: Array(epochs[start..<end])))
      }
      start = end
    }
    return drafts
  }

  private static func epochs(
    of runs: [StoredRun], _ task: Int, _ part: QueryPart, _ store: any ReleaseStore, _ rule: ReleaseQuery.Rule
  ) throws -> [Int?] {
    switch rule {
    case .bestValid: return try store.bestEpochs(of: task, runs)
    case .final: return runs.map { $0.epochs > 0 ? $0.epochs - 1 : nil }
    case .epoch(let epoch):
      return runs.map { run in
        let place = epoch < 0 ? run.epochs + epoch : epoch
        return (0..<run.epochs).contains(place) ? place : nil
      }
    case .all, .apiBest: return runs.map { _ in nil }
    case .apiBestEpoch:
      guard let metric = part.metric, let place = part.schema?.index(of: metric.name) else {
        return runs.map { _ in nil }
      }
      return try runs.map { run in
        largest(of: try store.curve(of: [place], task: task, run).column(0))
      }
    }
  }

  /// The first place of the largest value as Python's `max` finds it, which passes over a NaN unless it comes first; nil
  /// of none.
  static func largest(of values: ArraySlice<Double>) -> Int? {
    guard var best = values.indices.first else { return nil }
    for index in values.indices where values[index] > values[best] { best = index }
    return best - values.startIndex
  }
}
