import Core

extension SQLiteTable {
  /// The tables of numbers of runs as wholes, beside parameters and inference time; none where the release has none.
  static func runValues(of release: Release) -> [SQLiteTable] {
    release.spaces.contains { $0.tasks.contains { !$0.schema.values.isEmpty } } ? runValues : []
  }

  private static let runValues: [SQLiteTable] = [
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
}
