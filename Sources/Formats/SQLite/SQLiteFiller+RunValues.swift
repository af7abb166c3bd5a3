import Bindings
import Core

extension SQLiteFiller {
  /// Whether some task has numbers of runs as wholes, beside parameters and inference time.
  private var hasRunValues: Bool { !Self.runValueTables(of: release).isEmpty }

  /// The tables of such numbers, none where the release has none.
  static func runValueTables(of release: Release) -> [SQLiteTable] {
    release.spaces.contains { $0.tasks.contains { !$0.schema.values.isEmpty } } ? runValueTables : []
  }

  private static let runValueTables = [
    SQLiteTable(
      name: "run_value_name",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the quantity"),
        SQLiteColumn("task_id", .integer, is: "NOT NULL REFERENCES task(id)", "task"),
        SQLiteColumn("name", .text, is: "NOT NULL", "name of a number that belongs to a run as a whole"),
        SQLiteColumn("split", .text, "train, valid, test, or null"),
        SQLiteColumn("unit", .text, is: "NOT NULL", "unit, as published"),
        SQLiteColumn("direction", .text, is: "NOT NULL", "whether more is better: higher, lower, none"),
        SQLiteColumn("lower", .real, "smallest possible value"),
        SQLiteColumn("upper", .real, "largest possible value"),
        SQLiteColumn("description", .text, is: "NOT NULL", "what it is"),
      ], indexes: [["task_id"]]),
    SQLiteTable(
      name: "run_value",
      columns: [
        SQLiteColumn("run_id", .integer, is: "NOT NULL REFERENCES run(id)", "run"),
        SQLiteColumn("name_id", .integer, is: "NOT NULL REFERENCES run_value_name(id)", "quantity"),
        SQLiteColumn("value", .real, "value in the unit of the quantity", .measured),
      ], key: ["run_id", "name_id"], indexes: [["name_id"]]),
  ]

  /// Inserts the numbers of runs as wholes; absent ones have no row, special ones are null.
  func insertRunValues() throws(SQLiteError) {
    guard hasRunValues else { return }
    var names = try builder.inserter(into: "run_value_name", columns: 9)
    var rows = try builder.inserter(into: "run_value", columns: 3)
    var firstName: [Int: Int] = [:]
    var next = 1
    try numbering.forEachTask { (space, index, id) throws(SQLiteError) in
      firstName[id] = next
      for value in release.spaces[space].tasks[index].schema.values {
        names.bind(next)
        names.bind(id)
        names.bind(value.name.rawValue)
        names.bind(value.split?.rawValue)
        names.bind(value.unit.rawValue)
        names.bind(value.direction.rawValue)
        names.bind(value.lower)
        names.bind(value.upper)
        names.bind(value.title)
        try names.insert()
        next += 1
      }
    }
    try numbering.forEachGroup { (_, _, group, taskID, firstRun) throws(SQLiteError) in
      for (offset, run) in group.runs.enumerated() {
        for (place, value) in run.values.enumerated() where !Curve.isAbsent(value) {
          rows.bind(firstRun + offset)
          rows.bind((firstName[taskID] ?? 1) + place)
          rows.bind(value)
          try rows.insert()
        }
      }
    }
  }
}
