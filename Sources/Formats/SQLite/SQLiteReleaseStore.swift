import Bindings
public import Core

/// A release in `<name>.sqlite`, asked for what is needed. Damage is an error where it is met; nobody looks for it.
public final class SQLiteReleaseStore: ReleaseStore {
  public let path: String
  public let metadata: [Attribute]
  public let spaces: [SpaceID]
  public let tasks: [StoredTask]
  let database: SQLiteInput
  let entries: [SQLiteReleaseTasks.Entry]
  let curves: [SQLiteCurveTable]
  /// The number of each space in the database.
  let spaceIDs: [SpaceID: Int]
  /// Measured values that no column can hold, by run, of the tasks that were asked for.
  private var specialValues: [Int: [SpecialCell]]?
  private let hasValues: Bool
  /// The scores of tasks that were asked for, by architecture.
  private var knownScores: [ScoreKey: [Int: Score]] = [:]
  /// The number of tasks that an architecture must have for a mean rank, where somebody knows; the database tells only
  /// of tasks with runs.
  let taskCount: (SpaceID, [Attribute]) -> Int?

  private struct ScoreKey: Hashable {
    let task: Int
    let budget: Int
    let rule: EpochRule
    let split: Split
  }

  private struct SpecialCell {
    let epoch: Int?
    let metric: MetricName
    let value: Double
  }

  /// - Parameter taskCount: Tells the number of tasks of the pipeline, from a space and what is said of the release;
  ///   nil to take those of the database.
  /// - Throws: `ReleaseInputError`, of kind `notRelease` for a database that is none of ours.
  /// - Complexity: O(size of the schema, tasks and metrics).
  public init(
    reading path: String, taskCount: @escaping (SpaceID, [Attribute]) -> Int? = { _, _ in nil }
  ) throws(ReleaseInputError) {
    do {
      self.path = path
      self.taskCount = taskCount
      database = try SQLiteInput(reading: path, checksAll: false)
      try SQLiteReleaseReader.check(database)
      let tasks = try SQLiteReleaseTasks(database)
      hasValues = tasks.hasValues
      entries = tasks.entries
      curves = tasks.curves
      self.tasks = tasks.entries.map { StoredTask(space: $0.space, schema: $0.schema, scoreMetric: $0.scoreMetric) }
      var metadata: [Attribute] = []
      let facts = try database.cursor("SELECT key, value FROM release ORDER BY key")
      while try facts.next() { metadata.append(Attribute(try facts.text(0) ?? "", try facts.text(1) ?? "")) }
      self.metadata = metadata
      var ids: [SpaceID: Int] = [:]
      var names: [SpaceID] = []
      let rows = try database.cursor("SELECT id, name FROM space ORDER BY id")
      while try rows.next() {
        guard let id = try rows.integer(0), let name = try rows.text(1) else { throw rows.failure("a null") }
        ids[SpaceID(name)] = id
        names.append(SpaceID(name))
      }
      spaceIDs = ids
      spaces = names
    } catch {
      throw ReleaseInputError(error, path: path)
    }
  }

  /// Runs `body`, its error as one about this file.
  func reading<Result>(_ body: () throws -> Result) throws(ReleaseInputError) -> Result {
    do { return try body() } catch { throw ReleaseInputError(error, path: path) }
  }

  public func budgets(of task: Int) throws -> [Int] {
    try reading {
      var budgets: [Int] = []
      let rows = try database.cursor(
        "SELECT DISTINCT budget FROM score WHERE task_id = ?1 ORDER BY budget", [.integer(entries[task].id)])
      while try rows.next() { if let budget = try rows.integer(0) { budgets.append(budget) } }
      if budgets.isEmpty {
        let rows = try database.cursor(
          "SELECT DISTINCT budget FROM run WHERE task_id = ?1 ORDER BY budget", [.integer(entries[task].id)])
        while try rows.next() { if let budget = try rows.integer(0) { budgets.append(budget) } }
      }
      return budgets
    }
  }

  public func architectures(of space: SpaceID, among encodings: [String]?) throws -> [StoredArchitecture] {
    try reading {
      guard let id = spaceIDs[space] else { return [] }
      let columns = "SELECT id, encoding, canonical, disconnected FROM architecture"
      var found: [StoredArchitecture] = []
      func take(_ rows: SQLiteCursor) throws {
        while try rows.next() {
          guard let number = try rows.integer(0), let encoding = try rows.text(1), let canonical = try rows.text(2)
          else { throw rows.failure("a null; expected id, encoding and canonical") }
          found.append(
            StoredArchitecture(
              number: number, encoding: encoding, canonical: canonical, isDisconnected: try rows.integer(3) == 1))
        }
      }
      if let encodings {
        for encoding in encodings {
          try take(
            try database.cursor("\(columns) WHERE encoding = ?1 AND space_id = ?2", [.text(encoding), .integer(id)]))
        }
      } else {
        try take(try database.cursor("\(columns) WHERE space_id = ?1 ORDER BY id", [.integer(id)]))
      }
      return found.sorted { $0.encoding.precedesBytewise($1.encoding) }
    }
  }

  public func classes(_ kind: EquivalenceKind, of space: SpaceID) throws -> [Int: String] {
    try reading {
      var classes: [Int: String] = [:]
      let rows = try database.cursor(
        """
        SELECT a.id, e.class_id FROM architecture AS a JOIN equivalence AS e ON e.architecture_id = a.id
        WHERE a.space_id = ?1 AND e.kind = ?2
        """, [.integer(spaceIDs[space] ?? 0), .text(kind.rawValue)])
      while try rows.next() {
        if let number = try rows.integer(0), let text = try rows.text(1) { classes[number] = text }
      }
      return classes
    }
  }

  public func runs(of task: Int, budget: Int, among architectures: [Int]?) throws -> [StoredRun] {
    try reading {
      let columns = """
        SELECT id, architecture_id, seed, "repeat", epochs, time_total, inference_time FROM run
        """
      var found: [StoredRun] = []
      func take(_ rows: SQLiteCursor) throws {
        while try rows.next() {
          guard let number = try rows.integer(0), let architecture = try rows.integer(1),
            let epochs = try rows.integer(4), (0...1_000_000).contains(epochs)
          else { throw rows.failure("a null or an impossible number of epochs") }
          found.append(
            StoredRun(
              number: number, architecture: architecture, budget: budget, seed: try rows.integer(2),
              repetition: try rows.integer(3), epochs: epochs, totalTime: try rows.double(5),
              inferenceTime: try rows.double(6)))
        }
      }
      let id = SQLiteValue.integer(entries[task].id)
      if let architectures {
        for architecture in architectures {
          try take(
            try database.cursor(
              "\(columns) WHERE architecture_id = ?1 AND +task_id = ?2 AND budget = ?3 ORDER BY id",
              [.integer(architecture), id, .integer(budget)]))
        }
      } else {
        try take(
          try database.cursor("\(columns) WHERE task_id = ?1 AND budget = ?2 ORDER BY id", [id, .integer(budget)]))
      }
      let special = try special()
      for index in found.indices {
        guard let cells = special[found[index].number] else { continue }
        for cell in cells where cell.epoch == nil && cell.metric == "inference_time" {
          found[index].inferenceTime = cell.value
        }
      }
      return found
    }
  }

  /// All special values; there are few.
  private func special() throws -> [Int: [SpecialCell]] {
    if let specialValues { return specialValues }
    var cells: [Int: [SpecialCell]] = [:]
    let rows = try database.cursor("SELECT run_id, epoch, metric, kind FROM special_value")
    while try rows.next() {
      guard let run = try rows.integer(0), let metric = try rows.text(2),
        let kind = try rows.text(3).flatMap(SpecialValue.init(rawValue:))
      else { throw rows.failure("a kind of value that no release knows; expected NaN, Infinity, -Infinity or -0.0") }
      cells[run, default: []].append(
        SpecialCell(epoch: try rows.integer(1), metric: MetricName(metric), value: kind.value))
    }
    specialValues = cells
    return cells
  }

  public func statuses(of task: Int, _ runs: [StoredRun]) throws -> [String] {
    try reading {
      let rows = try database.cursor("SELECT status FROM run WHERE id = ?", [.integer(0)])
      return try runs.map { run in
        try rows.bind([.integer(run.number)])
        guard try rows.next(), let status = try rows.text(0) else {
          throw rows.failure("no status of run \(run.number)")
        }
        return status
      }
    }
  }

  public func bestEpochs(of task: Int, _ runs: [StoredRun]) throws -> [Int?] {
    try reading {
      let schema = entries[task].schema
      guard let column = schema.index(of: entries[task].scoreMetric), schema.metrics[column].isSelectable,
        let budget = runs.first?.budget
      else { return runs.map { _ in nil } }
      // The score says so where the seeds of an architecture agree.
      let known = try scores(of: runs, ScoreKey(task: task, budget: budget, rule: .bestValid, split: .valid))
      let sign = schema.metrics[column].direction == .lower ? -1.0 : 1.0
      return try runs.map { run in
        if let epoch = known[run.architecture]?.epoch { return epoch }
        return Self.bestEpoch(try curve(of: [column], task: task, run), sign: sign)
      }
    }
  }

  /// What the database says of the architectures of `runs`, at least.
  private func scores(of runs: [StoredRun], _ key: ScoreKey) throws -> [Int: Score] {
    if let known = knownScores[key] { return known }
    let areFew = runs.count < 64
    let numbers = runs.map(\.architecture)
    let scores = try scores(
      of: key.task, budget: key.budget, rule: key.rule, split: key.split,
      among: areFew ? (numbers.min() ?? 0)...(numbers.max() ?? 0) : nil)
    if !areFew { knownScores[key] = scores }
    return scores
  }

  /// The scores that hold a metric at just these epochs, one row an architecture and not one an epoch; nil where there are
  /// none.
  private func scores(_ metric: Int, _ task: Int, _ runs: [StoredRun], _ epochs: [Int?]) throws -> [Int: Score]? {
    let (schema, score) = (entries[task].schema, entries[task].scoreMetric)
    guard runs.count >= 64, let budget = runs.first?.budget, let split = schema.metrics[metric].split,
      metric == schema.index(of: score) || metric == schema.counterpart(of: score, on: split)
    else { return nil }
    let areLast = zip(runs, epochs).allSatisfy { $1 == nil || $1 == $0.epochs - 1 }
    return try scores(
      of: runs, ScoreKey(task: task, budget: budget, rule: areLast ? .final : .bestValid, split: split))
  }

  /// The earliest epoch with the best finite value.
  private static func bestEpoch(_ curve: Curve, sign: Double) -> Int? {
    var best: Int?
    for epoch in 0..<curve.epochs where curve[0, epoch].isFinite {
      if let known = best, sign * curve[0, epoch] <= sign * curve[0, known] { continue }
      best = epoch
    }
    return best
  }

  public func values(of metrics: [Int], task: Int, _ runs: [StoredRun], at epochs: [Int?]) throws -> [[Double]] {
    try reading {
      if metrics.isEmpty { return runs.map { _ in [] } }
      let rows = try database.cursor(
        "SELECT \(columns(of: metrics, task)) FROM \(tableName(task)) WHERE run_id = ? AND epoch = ?",
        [.integer(0), .integer(0)])
      let special = try special()
      let scores = try metrics.map { try self.scores($0, task, runs, epochs) }
      var found: [[Double]] = []
      found.reserveCapacity(runs.count)
      for (run, epoch) in zip(runs, epochs) {
        var values = [Double](repeating: Curve.absent, count: metrics.count)
        let known = special[run.number] == nil ? scores.map { $0?[run.architecture] } : []
        // The score of one seed is its value; a mean is nobody's.
        if !known.isEmpty, known.allSatisfy({ $0?.count == 1 && $0?.epoch == epoch && $0?.value != nil }) {
          for (index, score) in known.enumerated() { values[index] = score?.value ?? Curve.absent }
        } else if let epoch {
          try rows.bind([.integer(run.number), .integer(epoch)])
          if try rows.next() {
            for index in metrics.indices { values[index] = try rows.double(index) ?? Curve.absent }
          }
          for cell in special[run.number] ?? [] where cell.epoch == epoch {
            for (index, metric) in metrics.enumerated()
            where entries[task].schema.metrics[metric].shares(cell.value, of: cell.metric) {
              values[index] = cell.value
            }
          }
        }
        found.append(values)
      }
      return found
    }
  }

  public func curve(of metrics: [Int], task: Int, _ run: StoredRun) throws -> Curve {
    try reading {
      if metrics.isEmpty { return Curve(epochs: run.epochs, metrics: 0) }
      let rows = try database.cursor(
        "SELECT epoch, \(columns(of: metrics, task)) FROM \(tableName(task)) WHERE run_id = ? ORDER BY epoch",
        [.integer(run.number)])
      var found: [Double] = []
      var epochs = 0
      while try rows.next() {
        guard try rows.integer(0) == epochs else {
          throw rows.failure(
            "run \(run.number): an epoch out of turn; expected epochs 0 to \(run.epochs - 1), each once")
        }
        for index in metrics.indices { found.append(try rows.double(index + 1) ?? Curve.absent) }
        epochs += 1
      }
      guard epochs == run.epochs else {
        throw rows.failure("run \(run.number): \(epochs) epochs; expected \(run.epochs), as table run says")
      }
      var curve = Curve(epochs: epochs, metrics: metrics.count)
      for (place, value) in found.enumerated() { curve[place % metrics.count, place / metrics.count] = value }
      for cell in try special()[run.number] ?? [] {
        guard let epoch = cell.epoch, (0..<run.epochs).contains(epoch) else { continue }
        for (index, metric) in metrics.enumerated()
        where entries[task].schema.metrics[metric].shares(cell.value, of: cell.metric) {
          curve[index, epoch] = cell.value
        }
      }
      return curve
    }
  }

  public func wholeValues(_ name: MetricName, task: Int, _ runs: [StoredRun]) throws -> [Double] {
    try reading {
      guard hasValues else { return runs.map { _ in Curve.absent } }
      let rows = try database.cursor(
        """
        SELECT v.value FROM run_value AS v JOIN run_value_name AS n ON n.id = v.name_id
        WHERE v.run_id = ? AND n.name = ?
        """, [.integer(0), .text(name.rawValue)])
      return try runs.map { run in
        try rows.bind([.integer(run.number), .text(name.rawValue)])
        guard try rows.next() else { return Curve.absent }
        // Null stands for a special value, of which is not told which.
        return try rows.double(0) ?? .nan
      }
    }
  }

  private func tableName(_ task: Int) -> String { SQLiteInput.quoted(curves[entries[task].curve].name) }

  private func columns(of metrics: [Int], _ task: Int) -> String {
    let table = curves[entries[task].curve]
    return metrics.map { metric in
      let name = entries[task].schema.metrics[metric].name
      return table.metrics.firstIndex { $0.name == name }.map { SQLiteInput.quoted(table.columnNames[$0]) } ?? "NULL"
    }.joined(separator: ", ")
  }
}
