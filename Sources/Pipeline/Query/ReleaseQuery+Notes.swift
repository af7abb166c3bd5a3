import Core

extension ReleaseQuery {
  /// The most encodings that a note lists.
  private static let listed = 3

  /// What a reader of the answer should know, one line each.
  /// - Parameters:
  ///   - table: With the columns `wanted`, after any condition.
  ///   - chosenBy: The columns that decide which rows there are, and in which order.
  ///   - hasChoice: Whether there was more than one row before that.
  func notes(
    on table: QueryTable, _ wanted: [String], chosenBy: [String], hasChoice: Bool, _ catalogue: QueryColumnCatalogue,
    _ parts: [QueryPart], _ sources: [QueryRows], in store: any ReleaseStore
  ) throws -> [String] {
    guard let first = parts.first, let task = first.task else { return [] }
    var notes = sources.flatMap { missing($0, in: store.tasks[task]) }
    let stored = store.tasks[task]
    let deciding = chosenBy + (wanted.contains("rank") ? ["rank"] : [])
    let testValue = hasChoice ? deciding.first { isTestValue($0, catalogue, first, in: store) } : nil
    if stored.isRankedOnTest {
      let facts = [rule == .bestValid ? "its last epoch is read" : nil, testValue.map { _ in "test values choose" }]
      let told = facts.compactMap(\.self).joined(separator: ", and ")
      if !told.isEmpty { notes.append("'\(stored.name)' has no validation split: \(told)") }
    } else if let testValue {
      let schema = stored.schema
      let valid = first.metric.flatMap { schema.counterpart(of: $0.name, on: .valid) }.map { schema.metrics[$0].name }
      notes.append(
        "choosing by the test value '\(testValue == "rank" ? first.metric?.name.rawValue ?? "" : testValue)' leaks the "
          + "test split; choose by '\(valid ?? stored.scoreMetric)', and read the test value of what that finds")
    }
    let standings = wanted.filter { if case .standing = catalogue.column($0).source { true } else { false } }
    if let name = standings.first, parts.allSatisfy({ self.standings(of: $0, in: store) == nil }) {
      notes.append("no row has a value of '\(name)'; expected \(Self.whatHasStandings(parts, in: store))")
    }
    let unmeasured = try wanted.filter { try isMeasuredAtLastEpochAlone($0, table, catalogue, sources) }
    if !unmeasured.isEmpty {
      let list = unmeasured.map { "'\($0)'" }.joined(separator: ", ")
      notes.append("\(list): not measured at the epoch that is read; '--epoch final' has it")
    }
    return notes
  }

  /// Architectures that were asked for and have no row.
  private func missing(_ rows: QueryRows, in task: StoredTask) -> [String] {
    let encodings = rows.encodingsWithoutRows
    if encodings.isEmpty { return [] }
    let list = encodings.prefix(Self.listed).map { "'\($0)'" }.joined(separator: ", ")
    let more = encodings.count > Self.listed ? " and \(encodings.count - Self.listed) more" : ""
    let budget = self.budget.map { " of \($0) epochs" } ?? ""
    let seed = if case .one(let seed)? = seeds { " with seed \(seed)" } else { "" }
    return ["no released run\(budget)\(seed) on '\(task.name)': \(list)\(more); 'cellar explain' says why"]
  }

  /// Whether a column tells of quality on test.
  private func isTestValue(
    _ name: String, _ catalogue: QueryColumnCatalogue, _ part: QueryPart, in store: any ReleaseStore
  ) -> Bool {
    switch catalogue.column(name).source {
    case .metric(let place):
      guard let metric = part.schema?.metrics[place] else { return false }
      return metric.split == .test && metric.unit != .seconds
    case .score(_, let split): return split == .test
    case .standing: return standings(of: part, in: store)?.split == .test
    case .rank: return part.metric?.split == .test
    // The mean of a class is that of the metric.
    case .ofClass: return name != "members" && part.metric?.split == .test
    default: return false
    }
  }

  /// Whether a metric is absent in every row, and would not be at the last epoch.
  private func isMeasuredAtLastEpochAlone(
    _ name: String, _ table: QueryTable, _ catalogue: QueryColumnCatalogue, _ sources: [QueryRows]
  ) throws -> Bool {
    guard case .metric(let place) = catalogue.column(name).source, !table.rows.isEmpty else { return false }
    switch rule {
    case .final, .all, .apiBest, .apiBestEpoch: return false
    case .bestValid, .epoch: break
    }
    guard table.rows.allSatisfy({ table.value(name, $0) == .absent }) else { return false }
    for (number, source) in sources.enumerated() {
      let rows = table.rows.lazy.filter { $0.place.part == number }.map(\.place.row)
      if try source.hasValue(of: place, atTheLastEpochOf: Array(rows)) { return true }
    }
    return false
  }
}
