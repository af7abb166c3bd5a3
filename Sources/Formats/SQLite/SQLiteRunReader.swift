import Bindings
import Core

/// Reads the runs of a release by id, with the rows of the tables that belong to each, all tables side by side.
struct SQLiteRunReader {
  private let tasks: SQLiteReleaseTasks
  private let taskPlaces: [Int: Int]
  private let layouts: [ReleaseColumnLayout]
  private let runs: SQLiteCursor
  private var curves: [SQLiteCurveRows]
  private var special: SQLiteRowsOfRuns
  private var sources: SQLiteRowsOfRuns
  /// Nil where the release has no numbers of runs as wholes.
  private var values: SQLiteRowsOfRuns?
  /// Logged parameters by task, then architecture; none where `run` has them.
  private var params: [Int: [Int: Int]] = [:]
  private let hasParams: Bool

  init(_ database: SQLiteInput, _ tasks: SQLiteReleaseTasks) throws {
    self.tasks = tasks
    taskPlaces = Dictionary(tasks.entries.enumerated().map { ($1.id, $0) }) { first, _ in first }
    layouts = tasks.entries.map { ReleaseColumnLayout($0.schema) }
    hasParams = database.table("run")?.has(["params"]) == true
    runs = try database.cursor(
      """
      SELECT run.id, run.task_id, run.budget, run.seed, run."repeat", run.status, run.epochs, run.inference_time,
        run.architecture_id, architecture.encoding, \(hasParams ? "run.params" : "NULL")
      FROM run LEFT JOIN architecture ON architecture.id = run.architecture_id ORDER BY run.id
      """)
    curves = try tasks.curves.map { try SQLiteCurveRows(database, $0, tasks.entries.map(\.schema)) }
    special = SQLiteRowsOfRuns(
      try database.cursor("SELECT run_id, epoch, metric, kind FROM special_value ORDER BY run_id, rowid"))
    sources = SQLiteRowsOfRuns(
      try database.cursor(
        """
        SELECT run_id, source.input, source.path, source.sha256, pointer
        FROM run_source LEFT JOIN source ON source.id = source_id ORDER BY run_id, run_source.rowid
        """))
    if tasks.hasValues {
      values = SQLiteRowsOfRuns(
        try database.cursor(
          """
          SELECT run_id, name, value FROM run_value LEFT JOIN run_value_name ON run_value_name.id = name_id
          ORDER BY run_id, name_id
          """))
    }
    if !hasParams { try readParams(database) }
  }

  private mutating func readParams(_ database: SQLiteInput) throws {
    let rows = try database.cursor(
      """
      SELECT architecture_id, task_id, value FROM cost
      WHERE provenance_kind = 'measured' AND counter = 'params' AND input IS NULL ORDER BY rowid
      """)
    while try rows.next() {
      guard let architecture = try rows.integer(0), let task = try rows.integer(1), let value = try rows.integer(2)
      else { throw rows.failure("a null; expected architecture_id, task_id and value") }
      if let known = params[task]?[architecture], known != value {
        throw rows.failure(
          "logged parameters \(known) and \(value) of one architecture and task, which tell no run; expected a column "
            + "params of table run")
      }
      params[task, default: [:]][architecture] = value
    }
  }

  mutating func next() throws -> ReleaseLine? {
    guard try runs.next() else { return nil }
    guard let id = try runs.integer(0), let task = try runs.integer(1).flatMap({ taskPlaces[$0] }),
      let budget = try runs.integer(2), budget >= 0, let status = try runs.text(5), let epochs = try runs.integer(6),
      let architecture = try runs.integer(8), let encoding = try runs.text(9)
    else { throw runs.failure("a null, a negative budget, or a task or architecture that is not there") }
    let entry = tasks.entries[task]
    var inferenceTime = try runs.double(7)
    var curve = try curves[entry.curve].curve(of: id, task: task, epochs: epochs, metrics: entry.schema.metrics.count)
    var numbers: [MetricName: Double] = [:]
    while try special.next(of: id) {
      try apply(special.cursor, entry.schema, &curve, &numbers)
    }
    inferenceTime = numbers["inference_time"] ?? inferenceTime
    layouts[task].restoreDerivedNaN(in: &curve)
    var line = ReleaseLine(
      space: entry.space, encoding: encoding, task: entry.schema.name, budget: budget, seed: try runs.integer(3),
      repetition: try runs.integer(4), status: status, columns: layouts[task].columns(of: curve),
      inferenceTime: inferenceTime,
      params: hasParams ? try runs.integer(10) : params[entry.id]?[architecture])
    while let cursor = values?.cursor, try values?.next(of: id) == true {
      guard let name = try cursor.text(1) else { throw cursor.failure("a number without a name") }
      if line.values.contains(where: { $0.name.rawValue == name }) {
        throw cursor.failure("'\(name.prefix(80))' twice; expected every number of a run once")
      }
      guard let value = try numbers[MetricName(name)] ?? cursor.double(2) else {
        throw cursor.failure("a null that is not among the special values")
      }
      line.values.append(ReleaseValue(name: MetricName(name), value: value))
    }
    while try sources.next(of: id) {
      let cursor = sources.cursor
      guard let input = try cursor.text(1), let path = try cursor.text(2), let pointer = try cursor.text(4) else {
        throw cursor.failure("a null, or a source that is not there")
      }
      line.sources.append(ReleaseSource(path: "\(input)/\(path)", sha256: try cursor.text(3), pointer: pointer))
    }
    return line
  }

  /// Checks that no table has rows of a run that is not there.
  mutating func finish() throws {
    try special.finish()
    try sources.finish()
    try values?.finish()
    for index in curves.indices { try curves[index].finish() }
  }

  private func apply(
    _ cursor: SQLiteCursor, _ schema: TaskSchema, _ curve: inout Curve, _ numbers: inout [MetricName: Double]
  ) throws {
    guard let name = try cursor.text(2), let kind = try cursor.text(3).flatMap(SpecialValue.init(rawValue:)) else {
      throw cursor.failure("a kind of value that no release knows; expected NaN, Infinity, -Infinity or -0.0")
    }
    guard let epoch = try cursor.integer(1) else {
      numbers[MetricName(name)] = kind.value
      return
    }
    guard let metric = schema.index(of: MetricName(name)), (0..<curve.epochs).contains(epoch) else {
      throw cursor.failure("metric '\(name.prefix(80))' at epoch \(epoch); expected a metric and an epoch of the run")
    }
    curve[metric, epoch] = kind.value
  }
}
