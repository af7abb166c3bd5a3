import Bindings
import Core

/// The tasks of a database that is a release, with their tables of curves.
struct SQLiteReleaseTasks {
  /// A row of the table `task`.
  struct Entry {
    var id: Int
    var space: SpaceID
    var scoreMetric: MetricName
    var schema: TaskSchema
    /// Index into `curves`.
    var curve = 0
  }

  private(set) var entries: [Entry] = []
  private(set) var curves: [SQLiteCurveTable] = []
  private let database: SQLiteInput

  init(_ database: SQLiteInput) throws {
    self.database = database
    let rows = try database.cursor(
      """
      SELECT task.id, space.name, task.name, task.score_metric FROM task JOIN space ON space.id = task.space_id
      ORDER BY task.id
      """)
    while try rows.next() {
      guard let id = try rows.integer(0), let space = try rows.text(1), let name = try rows.text(2),
        let score = try rows.text(3)
      else { throw rows.failure("a null; expected id, space, name and score_metric") }
      entries.append(
        Entry(
          id: id, space: SpaceID(space), scoreMetric: MetricName(score),
          schema: TaskSchema(name: TaskName(name), metrics: [])))
    }
    try readMetrics()
    try readValues()
    var names: Set<String> = []
    for index in entries.indices {
      let schema = entries[index].schema
      if let known = curves.firstIndex(where: { $0.task == schema.name }) {
        entries[index].curve = known
      } else {
        entries[index].curve = curves.count
        curves.append(SQLiteCurveTable(schema.name, name: SQLiteName.unique("curve_\(schema.name)", among: &names)))
      }
      for metric in schema.metrics { curves[entries[index].curve].add(metric) }
    }
    try checkCurves()
    try readTitles()
  }

  private mutating func readMetrics() throws {
    let places = Dictionary(entries.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let rows = try database.cursor(
      "SELECT task_id, name, split, unit, direction, lower, upper FROM metric ORDER BY id")
    while try rows.next() {
      guard let place = try rows.integer(0).flatMap({ places[$0] }), let name = try rows.text(1),
        let unit = try rows.text(3).flatMap(MeasurementUnit.init(rawValue:)),
        let direction = try rows.text(4).flatMap(Direction.init(rawValue:))
      else { throw rows.failure("a metric of no task, or a unit or direction that no release knows") }
      let split = try rows.text(2)
      let metric = MetricDefinition(
        name: MetricName(name), rawName: nil, split: split.flatMap(Split.init(rawValue:)), unit: unit,
        direction: direction, lower: try rows.double(5), upper: try rows.double(6), title: "")
      if entries[place].schema.index(of: metric.name) != nil || (split != nil && metric.split == nil) {
        throw rows.failure("'\(name)' twice, or of the split '\(split ?? "")'; expected train, valid, test or null")
      }
      entries[place].schema.metrics.append(metric)
    }
  }

  /// The numbers of runs as wholes, which a release need not have.
  private mutating func readValues() throws {
    guard hasValues else { return }
    let places = Dictionary(entries.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let rows = try database.cursor(
      "SELECT task_id, name, split, unit, direction, lower, upper, description FROM run_value_name ORDER BY id")
    while try rows.next() {
      guard let place = try rows.integer(0).flatMap({ places[$0] }), let name = try rows.text(1),
        let unit = try rows.text(3).flatMap(MeasurementUnit.init(rawValue:)),
        let direction = try rows.text(4).flatMap(Direction.init(rawValue:))
      else { throw rows.failure("a number of no task, or a unit or direction that no release knows") }
      if entries[place].schema.values.contains(where: { $0.name.rawValue == name }) {
        throw rows.failure("'\(name.prefix(80))' twice; expected every name once in a task")
      }
      entries[place].schema.values.append(
        MetricDefinition(
          name: MetricName(name), rawName: nil, split: try rows.text(2).flatMap(Split.init(rawValue:)), unit: unit,
          direction: direction, lower: try rows.double(5), upper: try rows.double(6), title: try rows.text(7) ?? ""))
    }
  }

  /// Whether there are tables of numbers of runs as wholes.
  var hasValues: Bool {
    database.table("run_value_name")?.has([
      "id", "task_id", "name", "split", "unit", "direction", "lower", "upper", "description",
    ]) == true && database.table("run_value")?.has(["run_id", "name_id", "value"]) == true
  }

  private func checkCurves() throws {
    for curve in curves {
      let names = ["run_id", "epoch"] + curve.columnNames
      guard database.table(curve.name)?.has(names) == true else {
        throw ReleaseInputError(
          .malformed, database.path, at: "table \(curve.name)", "missing, a view, or without its columns",
          expected: "a table with \(names.joined(separator: ", "))")
      }
    }
  }

  /// Titles and formulas stand beside the columns of the curves.
  private mutating func readTitles() throws {
    let rows = try database.cursor("SELECT table_name, column_name, description, formula FROM column_metadata")
    var notes: [String: [String: (title: String, formula: String?)]] = [:]
    while try rows.next() {
      guard let table = try rows.text(0), let column = try rows.text(1) else { continue }
      notes[table, default: [:]][column] = (try rows.text(2) ?? "", try rows.text(3))
    }
    for index in entries.indices {
      let curve = curves[entries[index].curve]
      for place in entries[index].schema.metrics.indices {
        let name = entries[index].schema.metrics[place].name
        guard let column = curve.metrics.firstIndex(where: { $0.name == name }),
          var note = notes[curve.name]?[curve.columnNames[column]]
        else { continue }
        // The original name stands behind the title where the column could not have it.
        let suffix = " (\(name))"
        if curve.columnNames[column] != name.rawValue, note.title.hasSuffix(suffix) {
          note.title.removeLast(suffix.count)
        }
        entries[index].schema.metrics[place].title = note.title
        entries[index].schema.metrics[place].formula = note.formula
      }
    }
  }

  func head() throws -> ReleaseHead {
    var head = ReleaseHead(metadata: [], tasks: [])
    let facts = try database.cursor("SELECT key, value FROM release ORDER BY key")
    while try facts.next() { head.metadata.append(Attribute(try facts.text(0) ?? "", try facts.text(1) ?? "")) }
    var budgets: [Int: [Int]] = [:]
    let rows = try database.cursor("SELECT DISTINCT task_id, budget FROM run ORDER BY task_id, budget")
    while try rows.next() {
      guard let task = try rows.integer(0), let budget = try rows.integer(1), budget >= 0 else {
        throw rows.failure("a null, or a negative budget")
      }
      budgets[task, default: []].append(budget)
    }
    head.tasks = entries.map {
      ReleaseHeadTask(
        space: $0.space, schema: $0.schema, scoreMetric: $0.scoreMetric, budgets: budgets[$0.id] ?? [],
        values: $0.schema.values)
    }
    return head
  }
}
