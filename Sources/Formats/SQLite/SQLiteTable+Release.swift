import Core

extension SQLiteTable {
  /// The tables that every release has, in the order of their creation: a table follows those that it refers to.
  static let fixed: [SQLiteTable] = [
    SQLiteTable(
      name: "release",
      columns: [
        SQLiteColumn("key", .text, is: "NOT NULL", "name of a fact about the release"),
        SQLiteColumn("value", .text, is: "NOT NULL", "the fact"),
      ], key: ["key"]),
    SQLiteTable(
      name: "space",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the search space"),
        SQLiteColumn("name", .text, is: "NOT NULL UNIQUE", "id of the search space"),
        SQLiteColumn("title", .text, is: "NOT NULL", "name, venue and year"),
        SQLiteColumn("size", .text, is: "NOT NULL", unit: .count, "architectures of the space, decimal digits"),
      ]),
    SQLiteTable(
      name: "task",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the task in its space"),
        SQLiteColumn("space_id", .integer, is: "NOT NULL REFERENCES space(id)", "search space"),
        SQLiteColumn("name", .text, is: "NOT NULL", "name of the task"),
        SQLiteColumn("score_metric", .text, is: "NOT NULL", "metric that ranks architectures"),
        SQLiteColumn("direction", .text, is: "NOT NULL", "which end of score_metric is better: higher, lower, none"),
        SQLiteColumn("budget", .integer, unit: .count, "largest epoch budget, which the leaderboard shows"),
      ], indexes: [["space_id"], ["name"]]),
    SQLiteTable(
      name: "metric",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the metric in its task"),
        SQLiteColumn("task_id", .integer, is: "NOT NULL REFERENCES task(id)", "task"),
        SQLiteColumn("name", .text, is: "NOT NULL", "original name of the metric"),
        SQLiteColumn("split", .text, "train, valid or test; null where the metric belongs to none"),
        SQLiteColumn("unit", .text, is: "NOT NULL", "unit of the values"),
        SQLiteColumn("direction", .text, is: "NOT NULL", "which end is better: higher, lower, none"),
        SQLiteColumn("lower", .real, "smallest possible value"),
        SQLiteColumn("upper", .real, "largest possible value"),
        SQLiteColumn(
          "selectable", .integer, is: "NOT NULL", "1 where the metric may choose an epoch or an architecture"),
      ], indexes: [["task_id"], ["name"]]),
    SQLiteTable(
      name: "architecture",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the architecture, by space and encoding"),
        SQLiteColumn("space_id", .integer, is: "NOT NULL REFERENCES space(id)", "search space"),
        SQLiteColumn("encoding", .text, is: "NOT NULL", "architecture encoding", .measured),
        SQLiteColumn(
          "canonical", .text, is: "NOT NULL", "canonical form", formula: "smallest encoding of the isomorphic class"),
        SQLiteColumn(
          "disconnected", .integer, is: "NOT NULL", "1 where no path of operations joins input and output",
          formula: "reachability"),
      ], indexes: [["space_id"], ["encoding"]]),
    SQLiteTable(
      name: "equivalence",
      columns: [
        SQLiteColumn("architecture_id", .integer, is: "NOT NULL REFERENCES architecture(id)", "architecture"),
        SQLiteColumn("kind", .text, is: "NOT NULL", "isomorphic, same-network or published"),
        SQLiteColumn(
          "class_id", .text, is: "NOT NULL", "class of the architecture",
          formula: "kind and smallest encoding of the class"
        ),
      ], key: ["architecture_id", "kind"], indexes: [["class_id"]]),
    SQLiteTable(
      name: "cost",
      columns: [
        SQLiteColumn("architecture_id", .integer, is: "NOT NULL REFERENCES architecture(id)", "architecture"),
        SQLiteColumn("task_id", .integer, is: "REFERENCES task(id)", "task of the head; null for what all tasks share"),
        SQLiteColumn("scope", .text, is: "NOT NULL", "encoder (backbone alone) or model (with the head of the task)"),
        SQLiteColumn("input", .text, "shape of one example; null for a count that a source logged"),
        SQLiteColumn(
          "counter", .text, is: "NOT NULL", "params, params_live, macs, macs_live or a published convention"),
        SQLiteColumn("value", .integer, is: "NOT NULL", unit: .count, "the count", formula: "sum over layers"),
        SQLiteColumn(
          "provenance_kind", .text, is: "NOT NULL", "derived (computed) or measured (as a source logged it)"),
      ], indexes: [["architecture_id"], ["task_id"]]),
    SQLiteTable(
      name: "source",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the file, by release path"),
        SQLiteColumn("input", .text, is: "NOT NULL", "label of the input directory"),
        SQLiteColumn("path", .text, is: "NOT NULL", "path below it"),
        SQLiteColumn("bytes", .integer, is: "NOT NULL", unit: .count, "size of the file", .measured),
        SQLiteColumn("sha256", .text, "SHA-256 of the content; null where it could not be read"),
        SQLiteColumn("parser", .text, "name and version of the parser; null for a file that was not parsed"),
      ]),
  ]
}
