import Core

/// What a query asks of one space.
struct QueryPart {
  let space: SpaceID
  /// Nil for rows of architectures alone.
  let task: Int?
  let taskName: TaskName?
  let schema: TaskSchema?
  let budget: Int?
  /// The metric that the query is about.
  let metric: MetricDefinition?
  /// The normalized encodings that are wanted, nil for all.
  let encodings: [String]?

  /// One for each space that the query is about, at least one.
  static func all(
    of query: ReleaseQuery, _ store: any ReleaseStore, _ plugins: [any SearchSpace]
  ) throws -> [QueryPart] {
    for space in query.spaces where !store.spaces.contains(space) {
      throw QueryError.unknown("space", space.rawValue, store.spaces.map(\.rawValue))
    }
    let spaces = store.spaces.filter { query.spaces.isEmpty || query.spaces.contains($0) }
    let present = store.tasks.filter { spaces.contains($0.space) }
    var names: [TaskName] = []
    for task in present where !names.contains(task.name) { names.append(task.name) }
    let name = query.task ?? (names.count == 1 ? names.first : nil)
    if let name, !names.contains(name) { throw QueryError.unknown("task", name.rawValue, names.map(\.rawValue)) }
    if name == nil,
      query.metric != nil || query.budget != nil || query.rule != .bestValid || ![nil, .mean].contains(query.seeds)
    {
      throw QueryError(
        "a metric, an epoch, a seed or a budget is one of a task; expected --task, one of "
          + names.map { "'\($0)'" }.joined(separator: ", "))
    }
    let encodings = try Self.encodings(of: query, in: spaces, store, plugins)
    var parts: [QueryPart] = []
    var budgets: Set<Int> = []
    for space in spaces {
      if let encodings, encodings[space] == nil { continue }
      guard let name else {
        parts.append(
          QueryPart(
            space: space, task: nil, taskName: nil, schema: nil, budget: nil, metric: nil, encodings: encodings?[space])
        )
        continue
      }
      guard let task = store.tasks.firstIndex(where: { $0.space == space && $0.name == name }) else { continue }
      let known = try store.budgets(of: task)
      budgets.formUnion(known)
      guard let budget = query.budget ?? known.last, known.contains(budget) else { continue }
      let schema = store.tasks[task].schema
      let wanted = query.metric ?? store.tasks[task].scoreMetric
      guard let metric = schema.metrics.first(where: { $0.name == wanted }) else {
        throw QueryError.unknown("metric of \(name)", wanted.rawValue, schema.metrics.map(\.name.rawValue))
      }
      parts.append(
        QueryPart(
          space: space, task: task, taskName: name, schema: schema, budget: budget, metric: metric,
          encodings: encodings?[space]))
    }
    if parts.isEmpty, let budget = query.budget, !budgets.contains(budget) {
      let list = budgets.sorted().map(String.init).joined(separator: ", ")
      throw QueryError("no run with a budget of \(budget) epochs (there are: \(list))", isMissing: true)
    }
    if parts.isEmpty { throw QueryError("no run of the task '\(name?.rawValue ?? "")' there", isMissing: true) }
    return parts
  }

  /// The wanted encodings by space, normalized; nil for all.
  private static func encodings(
    of query: ReleaseQuery, in spaces: [SpaceID], _ store: any ReleaseStore, _ plugins: [any SearchSpace]
  ) throws -> [SpaceID: [String]]? {
    if query.architectures.isEmpty { return nil }
    var wanted: [SpaceID: [String]] = [:]
    for text in query.architectures {
      let located = try ReleasedEncoding.find(text, in: spaces, plugins)
      guard try !store.architectures(of: located.space, among: [located.encoding]).isEmpty else {
        throw QueryError(
          "'\(located.encoding)' is an architecture of \(located.space), but not in this release; "
            + "'cellar explain' says why",
          isMissing: true)
      }
      if wanted[located.space]?.contains(located.encoding) != true {
        wanted[located.space, default: []].append(located.encoding)
      }
    }
    return wanted
  }
}
