import Core

/// Makes the rows of one space.
struct QueryRows {
  let part: QueryPart
  let store: any ReleaseStore
  private let catalogue: QueryColumnCatalogue
  let query: ReleaseQuery
  private let architectures: [StoredArchitecture]
  private let spacePlace: Int
  /// A row before it has values.
  private(set) var drafts: [QueryDraft]

  init(
    _ part: QueryPart, _ store: any ReleaseStore, _ catalogue: QueryColumnCatalogue, _ query: ReleaseQuery
  ) throws {
    self.part = part
    self.store = store
    self.catalogue = catalogue
    self.query = query
    spacePlace = store.spaces.firstIndex(of: part.space) ?? 0
    architectures = try store.architectures(of: part.space, among: part.encodings)
    drafts = try QueryDraft.all(part, store, query, architectures)
  }

  /// Whether there is no row.
  var isEmpty: Bool { drafts.isEmpty }
  /// Whether no run of any row has an epoch to be read.
  var hasNoEpoch: Bool { drafts.allSatisfy { $0.epochs.allSatisfy { $0 == nil } } }

  /// Whether runs have a seed, and whether they have a number of repetition.
  var identities: (seeds: Bool, repetitions: Bool) {
    let runs = drafts.lazy.flatMap(\.runs)
    return (runs.contains { $0.seed != nil }, runs.contains { $0.repetition != nil })
  }
  /// The encodings that were asked for and have no row.
  var encodingsWithoutRows: [String] {
    guard let wanted = part.encodings else { return [] }
    let there = Set(drafts.map { architectures[$0.architecture].encoding })
    return wanted.filter { !there.contains($0) }
  }

  /// Whether any of the first of `rows` has a value of a metric, by its place in the schema, at its last epoch.
  func hasValue(of metric: Int, atTheLastEpochOf rows: [Int]) throws -> Bool {
    guard let task = part.task else { return false }
    return try rows.prefix(16).contains { row in
      let runs = drafts[row].runs
      let epochs = runs.map { $0.epochs > 0 ? $0.epochs - 1 : nil }
      return Self.mean(try store.values(of: [metric], task: task, runs, at: epochs).map { $0[0] }) != .absent
    }
  }

  /// Appends the rows, with the columns of `table`.
  func append(to table: inout QueryTable, part number: Int) throws {
    let values = try values(of: table.columns)
    let classes = try query.perClass.map { try store.classes($0, of: part.space) }
    if let classes, classes.isEmpty, let kind = query.perClass {
      throw QueryError("the release has no classes '\(kind)' of \(part.space)", isMissing: true)
    }
    for (index, draft) in drafts.enumerated() {
      let architecture = architectures[draft.architecture]
      let run = draft.runs.count == 1 ? draft.runs[0] : nil
      table.rows.append(
        QueryTable.Row(
          place: (number, index), values: values[index],
          key: QueryTable.Key(
            space: spacePlace, encoding: architecture.encoding,
            rest: (run?.seed ?? .max, run?.repetition ?? 0, draft.epochs.first.flatMap { $0 } ?? 0)),
          classID: classes?[architecture.number]))
    }
  }

  /// Gives those rows of `table` that are of this part the values of further columns.
  func complete(_ table: inout QueryTable, part number: Int, with columns: [String]) throws {
    let rows = table.rows.indices.filter { table.rows[$0].place.part == number }
    var kept = self
    kept.drafts = rows.map { drafts[table.rows[$0].place.row] }
    for (row, values) in zip(rows, try kept.values(of: columns)) { table.rows[row].values += values }
  }

  /// The row of an architecture among all of the space by the metric: its mean, the epoch that its runs share, how many
  /// they are, and its rank among the `total` rows with a value. Nil where there is no metric.
  func standing(of architecture: Int) throws -> (value: Double?, epoch: Int?, count: Int, rank: Int?, total: Int)? {
    guard let metric = part.metric, let place = part.schema?.index(of: metric.name) else { return nil }
    let measured = try QueryMeasurements(part, store, query, drafts, [catalogue.column(metric.name.rawValue)])
    let values = drafts.indices.map { measured.value(place, $0).ordered }
    let total = values.count { $0 != nil }
    guard let row = drafts.firstIndex(where: { architectures[$0.architecture].number == architecture }) else {
      return (nil, nil, 0, nil, total)
    }
    let epoch: Int? = if case .integer(let epoch) = Self.common(drafts[row].epochs) { epoch } else { nil }
    let rank = values[row].map { value in
      1 + values.count { other in other.map { metric.direction == .lower ? $0 < value : $0 > value } ?? false }
    }
    return (values[row], epoch, drafts[row].runs.count, rank, total)
  }

  /// For each row the values of `names`.
  private func values(of names: [String]) throws -> [[QueryValue]] {
    let columns = names.map { catalogue.column($0) }
    let measured = try QueryMeasurements(part, store, query, drafts, columns)
    let cells = try columns.map { $0.source == .rank ? ranks(measured) : try self.cells(of: $0, measured) }
    return drafts.indices.map { row in cells.map { $0[row] } }
  }

  /// The place of each row by the metric among all of the space, before any condition; ties share the better place.
  private func ranks(_ measured: QueryMeasurements) -> [QueryValue] {
    guard let metric = part.metric, let place = part.schema?.index(of: metric.name) else {
      return drafts.map { _ in .absent }
    }
    let ascends = metric.direction == .lower && !query.rule.isOfAPI
    let values = drafts.indices.map { measured.value(place, $0).ordered.map { ascends ? $0 : -$0 } }
    let sorted = values.compactMap { $0 }.sorted()
    return values.map { value in
      guard let value else { return .absent }
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = low + (high - low) / 2
        if sorted[middle] < value { low = middle + 1 } else { high = middle }
      }
      return .integer(low + 1)
    }
  }

  private func cells(of column: QueryColumn, _ measured: QueryMeasurements) throws -> [QueryValue] {
    switch column.source {
    case .space: return drafts.map { _ in .text(part.space.rawValue) }
    case .task: return drafts.map { _ in part.taskName.map { .text($0.rawValue) } ?? .absent }
    case .encoding: return byArchitecture { .text($0.encoding) }
    case .canonical: return byArchitecture { .text($0.canonical) }
    case .disconnected: return byArchitecture { .integer($0.isDisconnected ? 1 : 0) }
    case .budget: return drafts.map { _ in part.budget.map { .integer($0) } ?? .absent }
    case .runs: return drafts.map { .integer($0.runs.count) }
    case .seed: return drafts.map { Self.common($0.runs.map(\.seed)) }
    case .repetition: return drafts.map { Self.common($0.runs.map(\.repetition)) }
    case .epoch: return drafts.map { Self.common($0.epochs) }
    case .epochs: return drafts.map { Self.common($0.runs.map(\.epochs)) }
    case .status:
      let all = try part.task.map { try store.statuses(of: $0, drafts.flatMap(\.runs)) } ?? []
      var start = 0
      return drafts.map { draft in
        let own = all[start..<start + draft.runs.count]
        start = own.endIndex
        return Set(own).count == 1 ? .text(own[own.startIndex]) : .absent
      }
    case .inferenceTime: return drafts.map { Self.mean($0.runs.map { $0.inferenceTime ?? Curve.absent }) }
    case .totalTime: return drafts.map { Self.mean($0.runs.map { $0.totalTime ?? Curve.absent }) }
    case .averageRank:
      let ranks = try store.averageRanks(of: part.space)
      return byArchitecture { ranks[$0.number].map { .number($0) } ?? .absent }
    case .equivalence(let kind):
      let classes = try store.classes(kind, of: part.space)
      return byArchitecture { classes[$0.number].map { .text($0) } ?? .absent }
    case .metric(let place): return drafts.indices.map { measured.value(place, $0) }
    case .sum(let place): return try measured.sums(of: place)
    case .whole(let name): return try measured.wholeValues(name)
    case .count(let count): return try counts(count)
    case .encoderParams:
      let logged = try counts(StoredCount(.logged, "params"))
      let computed = try counts(StoredCount(.architecture, "params"))
      return zip(logged, computed).map { $0 == .absent ? $1 : $0 }
    case .score(let rule, let split): return try scores(rule, split) { $0.value.map { .number($0) } ?? .absent }
    case .standing(let standing): return try standings(standing)
    case .rank, .ofClass: return drafts.map { _ in .absent }
    }
  }

  func byArchitecture(_ value: (StoredArchitecture) -> QueryValue) -> [QueryValue] {
    drafts.map { value(architectures[$0.architecture]) }
  }

  private func counts(_ count: StoredCount) throws -> [QueryValue] {
    let wanted = Set(drafts.map(\.architecture)).sorted().map { architectures[$0] }
    let counts = try store.counts(count, of: part.space, task: part.task, wanted)
    return byArchitecture { counts[$0.number].map { .integer($0) } ?? .absent }
  }

  /// The value that all have, absent where they differ.
  private static func common(_ values: [Int?]) -> QueryValue {
    guard let first = values.first, let first, values.allSatisfy({ $0 == first }) else { return .absent }
    return .integer(first)
  }

  /// The mean over runs, in their order; absent where one is. One value stays as it is.
  static func mean(_ values: [Double]) -> QueryValue {
    if values.isEmpty || values.contains(where: Curve.isAbsent) { return .absent }
    if values.count == 1 { return .number(values[0]) }
    return .number(values.reduce(0, +) / Double(values.count))
  }
}
