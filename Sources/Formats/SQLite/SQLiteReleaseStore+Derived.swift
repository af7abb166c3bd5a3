import Bindings
public import Core

extension SQLiteReleaseStore {
  public func counters(of space: SpaceID) throws -> [CounterName] {
    try reading {
      // All architectures of a space have the same.
      let rows = try database.cursor(
        """
        SELECT DISTINCT counter FROM cost
        WHERE architecture_id = (SELECT MIN(id) FROM architecture WHERE space_id = ?) AND provenance_kind = 'derived'
        """, [.integer(spaceIDs[space] ?? 0)])
      var names: Set<String> = []
      while try rows.next() { if let name = try rows.text(0) { names.insert(name) } }
      return names.subtracting(["params", "params_live", "macs", "macs_live"]).map { CounterName($0) }.sorted()
    }
  }

  public func counts(
    _ count: StoredCount, of space: SpaceID, task: Int?, _ architectures: [StoredArchitecture]
  ) throws -> [Int: Int] {
    try reading {
      let counter = SQLiteValue.text(count.counter.rawValue)
      let taskID = SQLiteValue.integer(task.map { entries[$0].id } ?? 0)
      switch count.scope {
      case .architecture:
        // The first row of a counter is that of the architecture's primary entry.
        return try counts(
          """
          provenance_kind = 'derived' AND counter = ?2 ORDER BY rowid LIMIT 1
          """, [counter], architectures)
      case .encoderOfTask:
        guard let first = architectures.first, let input = try imageSize(of: first.number, taskID) else { return [:] }
        return try counts(
          "scope = 'encoder' AND counter = ?2 AND input = ?3 AND provenance_kind = 'derived' LIMIT 1",
          [counter, .text(input)], architectures)
      case .model:
        return try counts(
          "scope = 'model' AND counter = ?2 AND task_id = ?3 AND provenance_kind = 'derived' LIMIT 1",
          [counter, taskID], architectures)
      case .logged:
        return try counts(
          "provenance_kind = 'measured' AND input IS NULL AND counter = ?2 AND task_id = ?3 LIMIT 1",
          [counter, taskID], architectures)
      }
    }
  }

  /// One count of each architecture, by a condition in which `?1` is its number.
  private func counts(
    _ condition: String, _ values: [SQLiteValue], _ architectures: [StoredArchitecture]
  ) throws -> [Int: Int] {
    let rows = try database.cursor(
      "SELECT value FROM cost WHERE architecture_id = ?1 AND \(condition)", [.integer(0)] + values)
    var found: [Int: Int] = [:]
    found.reserveCapacity(architectures.count)
    for architecture in architectures {
      try rows.bind([.integer(architecture.number)] + values)
      if try rows.next(), let value = try rows.integer(0) { found[architecture.number] = value }
    }
    return found
  }

  /// The shape of an image as the model of a task sees it: `[3,64,64]` for `[9,3,64,64]`.
  private func imageSize(of architecture: Int, _ task: SQLiteValue) throws -> String? {
    let rows = try database.cursor(
      "SELECT input FROM cost WHERE architecture_id = ? AND task_id = ? AND scope = 'model' AND input IS NOT NULL LIMIT 1",
      [.integer(architecture), task])
    guard try rows.next(), let text = try rows.text(0) else { return nil }
    let sizes = text.split { !$0.isNumber }.suffix(3)
    return "[\(sizes.joined(separator: ","))]"
  }

  public var holdsStandings: Bool { true }

  public func scores(of task: Int, budget: Int, rule: EpochRule, split: Split) throws -> [Int: Score]? {
    try reading { try scores(of: task, budget: budget, rule: rule, split: split, among: nil) }
  }

  /// The scores of all architectures, or of those with a number among `numbers`.
  func scores(
    of task: Int, budget: Int, rule: EpochRule, split: Split, among numbers: ClosedRange<Int>?
  ) throws -> [Int: Score] {
    let range: [SQLiteValue] = numbers.map { [.integer($0.lowerBound), .integer($0.upperBound)] } ?? []
    let condition = range.isEmpty ? "" : " AND architecture_id BETWEEN ? AND ?"
    let rows = try database.cursor(
      """
      SELECT architecture_id, n, value, epoch, minmax_p, rank01, zscore, nregret FROM score
      WHERE task_id = ? AND budget = ? AND rule = ? AND split = ?\(condition)
      """,
      [.integer(entries[task].id), .integer(budget), .text(rule.rawValue), .text(split.rawValue)] + range)
    var scores: [Int: Score] = [:]
    while try rows.next() {
      guard let architecture = try rows.integer(0), let count = try rows.integer(1) else {
        throw rows.failure("a null; expected architecture_id and n")
      }
      scores[architecture] = Score(
        architecture: architecture, rule: rule, split: split, count: count, value: try rows.double(2),
        epoch: try rows.integer(3), minmaxP: try rows.double(4), rank01: try rows.double(5),
        zscore: try rows.double(6), normalizedRegret: try rows.double(7))
    }
    return scores
  }

  /// As a build computes it: the mean of the ranks by score at the largest budget, ties averaged.
  public func averageRanks(of space: SpaceID) throws -> [Int: Double] {
    try reading {
      var sums: [Int: (sum: Double, count: Int)] = [:]
      for task in tasks.indices where tasks[task].space == space {
        guard let budget = try budgets(of: task).last else { continue }
        let sign =
          tasks[task].schema.metrics.first { $0.name == tasks[task].scoreMetric }?.direction == .lower ? -1.0 : 1
        let rows = try database.cursor(
          """
          SELECT architecture_id, value FROM score
          WHERE task_id = ? AND budget = ? AND rule = ? AND split = ? AND value IS NOT NULL
          """,
          [
            .integer(entries[task].id), .integer(budget), .text(tasks[task].ranking.rule.rawValue),
            .text(tasks[task].ranking.split.rawValue),
          ])
        var scores: [(architecture: Int, value: Double)] = []
        while try rows.next() {
          if let number = try rows.integer(0), let value = try rows.double(1) { scores.append((number, -sign * value)) }
        }
        scores.sort { $0.value < $1.value }
        var start = 0
        while start < scores.count {
          var end = start + 1
          while end < scores.count, scores[end].value == scores[start].value { end += 1 }
          let rank = Double(start) + Double(end - start + 1) / 2
          for index in start..<end {
            sums[scores[index].architecture, default: (0, 0)].sum += rank
            sums[scores[index].architecture, default: (0, 0)].count += 1
          }
          start = end
        }
      }
      let wanted = taskCount(space, metadata) ?? Set(tasks.map(\.name)).count
      return sums.filter { $0.value.count == wanted }.mapValues { $0.sum / Double(wanted) }
    }
  }
}
