import Core

/// The table of the learning curves of all tasks of one name, over all spaces.
struct SQLiteCurveTable {
  let task: TaskName
  let name: String
  /// The metrics of all schemas of that name, in order of first appearance.
  private(set) var metrics: [MetricDefinition] = []
  private(set) var columnNames: [String] = []
  private var taken: Set<String> = ["run_id", "epoch"]

  init(_ task: TaskName, name: String) {
    self.task = task
    self.name = name
  }

  /// The tables of a release, in the order in which their tasks appear.
  static func all(of release: Release) -> [SQLiteCurveTable] {
    var tables: [SQLiteCurveTable] = []
    var taken: Set<String> = []
    for task in release.spaces.lazy.flatMap(\.tasks) {
      var index = tables.firstIndex { $0.task == task.name }
      if index == nil {
        index = tables.count
        tables.append(SQLiteCurveTable(task.name, name: SQLiteName.unique("curve_\(task.name)", among: &taken)))
      }
      for metric in task.schema.metrics { tables[index!].add(metric) }
    }
    return tables
  }

  mutating func add(_ metric: MetricDefinition) {
    if metrics.contains(where: { $0.name == metric.name }) { return }
    metrics.append(metric)
    columnNames.append(SQLiteName.unique(metric.name.rawValue, among: &taken))
  }

  /// Where each column stands in `schema`, nil where that lacks it.
  func places(in schema: TaskSchema) -> [Int?] { metrics.map { schema.index(of: $0.name) } }

  var table: SQLiteTable {
    var columns = [
      SQLiteColumn("run_id", .integer, is: "NOT NULL REFERENCES run(id)", "run"),
      SQLiteColumn("epoch", .integer, is: "NOT NULL", "epoch, from 0", .measured),
    ]
    for (metric, name) in zip(metrics, columnNames) {
      let original = metric.name.rawValue == name ? "" : " (\(metric.name))"
      var column = SQLiteColumn(
        name, .real, unit: metric.unit, metric.title + original, formula: metric.formula, metric.provenanceKind)
      column.lower = metric.lower
      column.upper = metric.upper
      columns.append(column)
    }
    return SQLiteTable(name: name, columns: columns, key: ["run_id", "epoch"])
  }

  /// One arm of the view `epoch_metric`: a row per run, epoch and metric of the run's task.
  var viewArm: String {
    let choices = zip(metrics, columnNames).map { metric, name in
      "WHEN \(SQLiteName.literal(metric.name.rawValue)) THEN c.\(SQLiteName.quoted(name))"
    }
    return """
      SELECT s.name AS space, a.encoding AS encoding, t.name AS task, r.budget AS budget, r.seed AS seed,
        c.epoch AS epoch, m.name AS metric, CASE m.name \(choices.joined(separator: " ")) END AS value
      FROM \(SQLiteName.quoted(name)) AS c JOIN run AS r ON r.id = c.run_id JOIN task AS t ON t.id = r.task_id
        JOIN space AS s ON s.id = t.space_id JOIN architecture AS a ON a.id = r.architecture_id
        JOIN metric AS m ON m.task_id = t.id
      """
  }
}
