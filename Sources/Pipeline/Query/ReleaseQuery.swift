public import Core

/// A question to a release: which rows, by which epoch, with which columns, in which order.
public struct ReleaseQuery: Sendable {
  /// Which epoch of a run is read.
  public enum Rule: Sendable, Hashable {
    /// The earliest epoch with the best finite validation value of the task's ranking metric: no test value chooses.
    case bestValid
    /// The last epoch.
    case final
    /// One epoch, from 0; a negative number counts from the end, -1 being the last.
    case epoch(Int)
    /// A row for each epoch.
    case all
    /// Each metric's largest value over the epochs, as the published API of TransNAS-Bench-101 has it: for losses the
    /// worst one, for test metrics chosen on test.
    case apiBest
    /// The first epoch with the largest value of the query's metric, as that API's `get_best_epoch_status` has it.
    case apiBestEpoch

    /// As options and reports name it.
    public var name: String {
      switch self {
      case .bestValid: "best_valid"
      case .final: "final"
      case .epoch(let epoch): "epoch \(epoch)"
      case .all: "all"
      case .apiBest: "api-best"
      case .apiBestEpoch: "api-best-epoch"
      }
    }
    var isOfAPI: Bool { self == .apiBest || self == .apiBestEpoch }

    /// The rule by which `task` is read: where the benchmark publishes no validation score, nothing chooses an epoch.
    func applied(to task: StoredTask) -> Rule { self == .bestValid && task.isRankedOnTest ? .final : self }
  }

  /// Which runs of an architecture make a row.
  public enum Seeds: Sendable, Hashable {
    /// All together, as the mean of their values.
    case mean
    /// The one of the lowest seed, which is all that the published API of TransNAS-Bench-101 knows.
    case first
    /// Each by itself.
    case all
    case one(Int)
  }

  /// Empty for all.
  public var spaces: [SpaceID] = []
  /// Nil for the only one, or for rows of architectures alone.
  public var task: TaskName?
  /// Nil for the task's ranking metric.
  public var metric: MetricName?
  /// Encodings in any notation; empty for all.
  public var architectures: [String] = []
  public var rule: Rule = .bestValid
  /// Nil for their mean, or where the rule is that of the published API, the run that it knows.
  public var seeds: Seeds?
  /// Nil for the largest.
  public var budget: Int?
  /// A condition on the columns.
  public var filter: String?
  /// Empty for the usual ones.
  public var columns: [String] = []
  /// Nil for the metric.
  public var sort: String?
  /// Nil for the best first.
  public var isAscending: Bool?
  /// Rows to keep, nil for all.
  public var top: Int?
  /// Whether one row stands for each class of this equivalence.
  public var perClass: EquivalenceKind?

  public init() {}

  /// Asks `store`.
  /// - Parameter plugins: The search spaces, which read encodings.
  /// - Throws: `QueryError`, `QueryExpressionError`, and what the store throws.
  public func answer(from store: any ReleaseStore, spaces plugins: [any SearchSpace]) throws -> QueryAnswer {
    let parts = try QueryPart.all(of: self, store, plugins)
    let catalogue = QueryColumnCatalogue(parts, store, self)
    let metric = parts.first?.metric
    let order = sort ?? catalogue.usualOrder(self)
    let ofClass = Self.classColumns(perClass)
    for name in columns + [order] where !catalogue.contains(name) && !ofClass.contains(name) {
      throw QueryError.unknown("column", name, catalogue.names + ofClass, isMissing: false)
    }
    let condition = try filter.map { try QueryExpressionParser.parse($0) }
    try condition?.check(catalogue.kinds.merging(ofClass.map { ($0, false) }) { kind, _ in kind })
    let chosenBy = [order] + (condition?.names.map(\.name) ?? [])
    try checkStandings(chosenBy, catalogue, parts, in: store)
    var sources: [QueryRows] = []
    for part in parts { sources.append(try QueryRows(part, store, catalogue, self)) }
    try checkReach(sources, of: parts, in: store)
    var wanted = columns
    if wanted.isEmpty {
      wanted = catalogue.usual(
        self, (sources.contains { $0.identities.seeds }, sources.contains { $0.identities.repetitions }))
    }
    if perClass != nil, !wanted.contains("members") { wanted.append("members") }
    // First what decides which rows are kept, then the rest of those alone.
    let value = metric?.name.rawValue
    var deciding: [String] = []
    for name in chosenBy + [value].compactMap({ $0 })
    where !deciding.contains(name) && !ofClass.contains(name) { deciding.append(name) }
    if wanted.contains("rank"), !deciding.contains("rank") { deciding.append("rank") }
    var table = QueryTable(columns: deciding)
    for (place, source) in sources.enumerated() { try source.append(to: &table, part: place) }
    let hasChoice = table.rows.count > 1
    let conditions = condition?.parts(naming: ofClass)
    if let condition, let conditions {
      let places = condition.names.map { name, _ in deciding.firstIndex(of: name) ?? 0 }
      table.rows.removeAll { row in
        QueryExpression.holds(conditions.without, places.map { row.values[$0] }) != true
      }
    }
    let ascends = isAscending ?? catalogue.ascends(order, self)
    if perClass != nil { table.group(by: value ?? order, sortedBy: order, ascending: ascends) }
    if let condition, let conditions, perClass != nil {
      // The rest is asked of a class once its members are known.
      let rows = table.rows.filter { row in
        QueryExpression.holds(conditions.with, condition.names.map { table.value($0.name, row) }) == true
      }
      table.rows = rows
    }
    table.sort(by: order, ascending: ascends, descendingTies: rule.isOfAPI)
    if let top, table.rows.count > top { table.rows.removeLast(table.rows.count - top) }
    let rest = wanted.filter { !deciding.contains($0) && !ofClass.contains($0) }
    for (place, source) in sources.enumerated() { try source.complete(&table, part: place, with: rest) }
    table.columns += rest
    var answer = QueryAnswer(
      columns: wanted.map { catalogue.column($0) }, rows: table.rows.map { row in wanted.map { table.value($0, row) } },
      task: parts.first?.taskName, budget: parts.first?.budget, rule: rule, metric: metric?.name)
    if let task = parts.first?.task { answer.rule = rule.applied(to: store.tasks[task]) }
    answer.notes = try notes(
      on: table, wanted, chosenBy: chosenBy, hasChoice: hasChoice, catalogue, parts, sources, in: store)
    return answer
  }

  /// What a query for classes can show beside the columns of rows.
  static func classColumns(_ kind: EquivalenceKind?) -> [String] {
    kind == nil ? [] : ["members", "class_mean", "class_sd"]
  }
}

/// What a release answers.
public struct QueryAnswer: Sendable {
  public var columns: [QueryColumn]
  public var rows: [[QueryValue]]
  /// What was asked, as far as it was left open: nil for rows of architectures alone.
  public var task: TaskName?
  public var budget: Int?
  public var rule: ReleaseQuery.Rule
  public var metric: MetricName?
  /// What a reader should know of the answer, one line each.
  public var notes: [String] = []
}
