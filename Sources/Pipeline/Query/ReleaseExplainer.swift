public import Core

/// Walks values of a release back to where they come from.
public struct ReleaseExplainer {
  private let store: any ReleaseStore
  private let plugins: [any SearchSpace]
  private let keptOut: KeptOutRecords?

  /// - Parameter keptOut: The quarantine of the release, where it is at hand.
  public init(_ store: any ReleaseStore, spaces plugins: [any SearchSpace], keptOut: KeptOutRecords? = nil) {
    self.store = store
    self.plugins = plugins
    self.keptOut = keptOut
  }

  private var provenance: (any ReleaseProvenance)? { store as? any ReleaseProvenance }

  /// Explains one architecture, its runs on a task, and a metric of them.
  /// - Parameter text: An encoding in any notation.
  /// - Throws: `QueryError` where the text is no architecture of the release's spaces, or there is no such task or
  ///   metric; what the store throws.
  public func explain(
    _ text: String, space: SpaceID?, task: TaskName?, metric: MetricName?
  ) throws -> ReleaseExplanation {
    if let space, !store.spaces.contains(space) {
      throw QueryError.unknown("space", space.rawValue, store.spaces.map(\.rawValue))
    }
    let spaces = space.map { [$0] } ?? store.spaces
    let located = try ReleasedEncoding.find(text, in: spaces, plugins)
    guard let plugin = plugins.first(where: { $0.id == located.space }) else {
      throw QueryError("the space '\(located.space)' is not known to this version of cellar", isMissing: true)
    }
    let description = try plugin.describe(located.encoding)
    let architecture = try store.architectures(of: located.space, among: [located.encoding]).first
    let tasks = store.tasks.indices.filter { store.tasks[$0].space == located.space }
    if let task, !tasks.contains(where: { store.tasks[$0].name == task }) {
      throw QueryError.unknown("task", task.rawValue, tasks.map { store.tasks[$0].name.rawValue })
    }
    var explanation = ReleaseExplanation(
      release: store.metadata, description: description, isReleased: architecture != nil,
      classes: try description.classes.map { membership in
        ReleaseExplanation.ClassEntry(
          kind: membership.kind, id: membership.id,
          members: try provenance?.memberCount(of: membership.id, membership.kind))
      }, averageRank: nil, standings: [], rejections: try rejections(of: located.encoding, in: located.space),
      tellsProvenance: provenance != nil, tellsRejections: provenance != nil || keptOut != nil)
    guard let architecture else { return explanation }
    for task in tasks { explanation.standings.append(try standing(of: architecture, task)) }
    if let task, let place = tasks.first(where: { store.tasks[$0].name == task }) {
      let runs = try store.budgets(of: place).flatMap {
        try store.runs(of: place, budget: $0, among: [architecture.number])
      }
      explanation.task = try entry(of: runs, place)
      if let metric { explanation.value = try value(of: metric, runs, place) }
    }
    return explanation
  }

  /// What the database and the quarantine tell of records that were kept out, each place once for each rule.
  private func rejections(of encoding: String, in space: SpaceID) throws -> [StoredRejection] {
    var found = try provenance?.rejections(naming: encoding) ?? []
    for record in try keptOut?.records(of: encoding, in: space) ?? [] {
      for source in record.sources {
        for code in record.codes {
          let known = found.firstIndex {
            $0.code == code && $0.source.path == source.path && $0.source.pointer == source.pointer
          }
          if let known {
            found[known].task = record.task
            found[known].seed = record.seed
          } else {
            found.append(
              StoredRejection(
                code: code, source: source, message: try provenance?.message(of: code, in: source), task: record.task,
                seed: record.seed))
          }
        }
      }
    }
    return found
  }

  private func standing(of architecture: StoredArchitecture, _ task: Int) throws -> ReleaseExplanation.Standing {
    let stored = store.tasks[task]
    guard let metric = stored.schema.metrics.first(where: { $0.name == stored.scoreMetric }),
      let budget = try store.budgets(of: task).last
    else {
      throw QueryError("\(store.path): the task '\(stored.name)' lacks its metric or its runs", isMissing: true)
    }
    var standing = ReleaseExplanation.Standing(
      task: stored.name, metric: metric, budget: budget, rule: stored.ranking.rule, value: nil, count: 0, epoch: nil,
      rank: nil, total: 0, isReleased: false)
    if let provenance {
      if let (score, rank, total) = try provenance.standing(of: architecture.number, task: task, budget: budget) {
        standing.value = score.value
        standing.count = score.count
        standing.epoch = score.epoch
        standing.rank = rank
        standing.total = total
        standing.isReleased = true
      }
      return standing
    }
    if let scores = try store.scores(of: task, budget: budget, rule: standing.rule, split: stored.ranking.split) {
      let own = scores[architecture.number]
      (standing.value, standing.count, standing.epoch) = (own?.value, own?.count ?? 0, own?.epoch)
      standing.isReleased = own != nil
      for case let other? in scores.values.lazy.map(\.value) {
        standing.total += 1
        guard let value = own?.value else { continue }
        let isBetter = metric.direction == .lower ? other < value : other > value
        standing.rank = (standing.rank ?? 1) + (isBetter ? 1 : 0)
      }
      return standing
    }
    // A file without scores: from the runs of all architectures.
    var query = ReleaseQuery()
    query.spaces = [stored.space]
    query.task = stored.name
    query.rule = stored.ranking.rule == .final ? .final : .bestValid
    guard let part = try QueryPart.all(of: query, store, plugins).first,
      let row = try QueryRows(part, store, QueryColumnCatalogue([part], store, query), query).standing(
        of: architecture.number)
    else { return standing }
    (standing.value, standing.rank, standing.total) = (row.value, row.rank, row.total)
    (standing.isReleased, standing.count, standing.epoch) = (row.count > 0, row.count, row.epoch)
    return standing
  }

  private func entry(of runs: [StoredRun], _ task: Int) throws -> ReleaseExplanation.TaskEntry {
    var entry = ReleaseExplanation.TaskEntry(name: store.tasks[task].name, runs: [])
    for run in runs {
      entry.runs.append(
        ReleaseExplanation.RunEntry(
          run: run, status: try store.statuses(of: task, [run]).first ?? "",
          bestEpoch: try store.bestEpochs(of: task, [run])[0],
          sources: try provenance?.sources(of: run) ?? [],
          findings: try provenance?.findings(of: run) ?? []))
    }
    return entry
  }

  private func value(
    of name: MetricName, _ runs: [StoredRun], _ task: Int
  ) throws -> ReleaseExplanation.ValueEntry {
    let stored = store.tasks[task]
    guard let place = stored.schema.index(of: name) else {
      throw QueryError.unknown(
        "metric of \(stored.name)", name.rawValue, stored.schema.metrics.map(\.name.rawValue))
    }
    let rule = stored.ranking.rule
    // A mean over budgets would mean nothing.
    let longest = runs.map(\.budget).max()
    var values: [ReleaseExplanation.RunValue] = []
    for run in runs where run.budget == longest {
      let curve = try store.curve(of: [place], task: task, run)
      let epoch = rule == .final ? run.epochs - 1 : try store.bestEpochs(of: task, [run])[0]
      let value = epoch.flatMap { (0..<curve.epochs).contains($0) ? curve[0, $0] : nil }
      values.append(
        ReleaseExplanation.RunValue(
          run: run, epoch: epoch, value: value.flatMap { Curve.isAbsent($0) ? nil : $0 },
          curve: Array(curve.column(0))))
    }
    let mean: QueryValue = QueryRows.mean(values.map { $0.value ?? Curve.absent })
    let score = stored.schema.counterpart(of: stored.scoreMetric, on: .test)
    let isScore = name == stored.scoreMetric || score == place
    let number: Double? = if case .number(let value) = mean { value } else { nil }
    return ReleaseExplanation.ValueEntry(
      metric: stored.schema.metrics[place], note: try provenance?.note(of: name, task: task), rule: rule,
      scoreNote: isScore ? try provenance?.scoreNote() : nil, value: number, runs: values)
  }
}
