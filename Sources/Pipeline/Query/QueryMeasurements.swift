import Core

/// The measured values of the rows of one space.
struct QueryMeasurements {
  private let part: QueryPart
  private let store: any ReleaseStore
  private let drafts: [QueryDraft]
  private let rule: ReleaseQuery.Rule
  /// By place of the metric in the schema: the value of each row.
  private var cells: [Int: [QueryValue]] = [:]

  init(
    _ part: QueryPart, _ store: any ReleaseStore, _ query: ReleaseQuery, _ drafts: [QueryDraft],
    _ columns: [QueryColumn]
  ) throws {
    self.part = part
    self.store = store
    self.drafts = drafts
    rule = query.rule
    var metrics = columns.compactMap { if case .metric(let place) = $0.source { place } else { nil } }
    // Ranks are by the metric of the query.
    if columns.contains(where: { $0.source == .rank }), let metric = part.metric,
      let place = part.schema?.index(of: metric.name), !metrics.contains(place)
    {
      metrics.append(place)
    }
    guard let task = part.task, !metrics.isEmpty else { return }
    let values = try read(metrics, task)
    for (index, place) in metrics.enumerated() {
      var start = 0
      cells[place] = drafts.map { draft in
        defer { start += draft.runs.count }
        return QueryRows.mean((start..<start + draft.runs.count).map { values[$0][index] })
      }
    }
  }

  /// For each run of each draft, one after the other, the values of `metrics`.
  private func read(_ metrics: [Int], _ task: Int) throws -> [[Double]] {
    if rule == .apiBest {
      return try drafts.flatMap(\.runs).map { run in
        let curve = try store.curve(of: metrics, task: task, run)
        return metrics.indices.map { metric in
          QueryDraft.largest(of: curve.column(metric)).map { curve[metric, $0] } ?? Curve.absent
        }
      }
    }
    return try store.values(of: metrics, task: task, drafts.flatMap(\.runs), at: drafts.flatMap(\.epochs))
  }

  /// The value of a metric, by its place in the schema, in a row.
  func value(_ metric: Int, _ row: Int) -> QueryValue { cells[metric]?[row] ?? .absent }

  /// For each row the sum over the epochs up to the one that is read; absent where no epoch has a value.
  func sums(of metric: Int) throws -> [QueryValue] {
    guard let task = part.task else { return drafts.map { _ in .absent } }
    return try drafts.map { draft in
      QueryRows.mean(
        try zip(draft.runs, draft.epochs).map { run, epoch in
          let curve = try store.curve(of: [metric], task: task, run)
          guard let epoch = epoch ?? (rule == .apiBest ? run.epochs - 1 : nil), (0..<run.epochs).contains(epoch) else {
            return Curve.absent
          }
          let values = curve.column(0).prefix(epoch + 1).filter { !Curve.isAbsent($0) }
          return values.isEmpty ? Curve.absent : values.reduce(0, +)
        })
    }
  }

  /// For each row a number of its runs as wholes.
  func wholeValues(_ name: MetricName) throws -> [QueryValue] {
    guard let task = part.task else { return drafts.map { _ in .absent } }
    let values = try store.wholeValues(name, task: task, drafts.flatMap(\.runs))
    var start = 0
    return drafts.map { draft in
      defer { start += draft.runs.count }
      return QueryRows.mean(Array(values[start..<start + draft.runs.count]))
    }
  }
}
