import Core

extension SQLiteTable {
  /// The tables of runs and of what is said about them, behind `fixed` and before the curves.
  ///
  /// The table `run` has a column `params` only where table `cost` could not tell which run logged what.
  static func runs(of release: Release) -> [SQLiteTable] {
    var tables = runs
    if release.hasParametersOfRuns {
      tables[0].columns.append(
        SQLiteColumn("params", .integer, unit: .count, "parameters that the source logged; null where none", .measured))
    }
    return tables
  }

  static let runs: [SQLiteTable] = [
    SQLiteTable(
      name: "run",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the run, by space, task, budget, encoding and seed"),
        SQLiteColumn("architecture_id", .integer, is: "NOT NULL REFERENCES architecture(id)", "architecture"),
        SQLiteColumn("task_id", .integer, is: "NOT NULL REFERENCES task(id)", "task"),
        SQLiteColumn(
          "budget", .integer, is: "NOT NULL", unit: .count, "epochs that the run was meant to last", .measured),
        SQLiteColumn("seed", .integer, "seed; null where unknown", .measured),
        SQLiteColumn("repeat", .integer, "ordinal of a repetition without seed", .measured),
        SQLiteColumn("status", .text, is: "NOT NULL", "status as the source names it", .measured),
        SQLiteColumn("epochs", .integer, is: "NOT NULL", unit: .count, "epochs that the run lasted", .measured),
        SQLiteColumn("time_total", .real, unit: .seconds, "from the start to the end of the last epoch", .measured),
        SQLiteColumn("inference_time", .real, unit: .seconds, "time of one forward pass, as logged", .measured),
        SQLiteColumn("source_id", .integer, is: "REFERENCES source(id)", "primary source"),
      ], indexes: [["architecture_id"], ["task_id"], ["source_id"]]),
    SQLiteTable(
      name: "score",
      columns: [
        SQLiteColumn("architecture_id", .integer, is: "NOT NULL REFERENCES architecture(id)", "architecture"),
        SQLiteColumn("task_id", .integer, is: "NOT NULL REFERENCES task(id)", "task"),
        SQLiteColumn("budget", .integer, is: "NOT NULL", unit: .count, "epoch budget"),
        SQLiteColumn("rule", .text, is: "NOT NULL", "which epoch is read: final, best_valid"),
        SQLiteColumn("split", .text, is: "NOT NULL", "train, valid or test"),
        SQLiteColumn(
          "n", .integer, is: "NOT NULL", unit: .count, "distinct seeds behind the value",
          formula: "number of released seeds"),
        SQLiteColumn(
          "value", .real, "value of the task's score metric, in its unit",
          formula: "mean over distinct seeds; absent unless all are finite"),
        SQLiteColumn(
          "epoch", .integer, "epoch that was read, null where seeds differ",
          formula: "final: the last; best_valid: the earliest with the best finite value on validation"),
        SQLiteColumn(
          "minmax_p", .real, unit: .fraction, "place between the 1st and the 99th percentile",
          formula: StatisticsFormula.line("minmax_p")),
        SQLiteColumn(
          "rank01", .real, unit: .fraction, "place by rank, 1 is best", formula: StatisticsFormula.line("rank01")),
        SQLiteColumn("zscore", .real, "standardized value", formula: StatisticsFormula.line("zscore")),
        SQLiteColumn(
          "nregret", .real, unit: .fraction, "normalized regret", formula: StatisticsFormula.line("nregret")),
      ], key: ["task_id", "budget", "architecture_id", "rule", "split"],
      indexes: [["architecture_id"]],
      partialIndex: (["task_id", "value"], "rule = 'best_valid' AND split = 'valid'")),
    SQLiteTable(
      name: "noise",
      columns: [
        SQLiteColumn("task_id", .integer, is: "NOT NULL REFERENCES task(id)", "task"),
        SQLiteColumn("budget", .integer, is: "NOT NULL", unit: .count, "epoch budget"),
        SQLiteColumn("rule", .text, is: "NOT NULL", "which epoch is read: final, best_valid"),
        SQLiteColumn("split", .text, is: "NOT NULL", "train, valid or test"),
        SQLiteColumn("kind", .text, is: "NOT NULL", "the equivalence within whose classes the spread is taken"),
        SQLiteColumn(
          "sd", .real, is: "NOT NULL", "pooled standard deviation, in the unit of the metric",
          formula: "pooled_sd: sqrt(SS / df) over distinct results within classes", .estimated),
        SQLiteColumn(
          "df", .integer, is: "NOT NULL", unit: .count, "degrees of freedom",
          formula: "sum over classes of distinct results - 1"),
        SQLiteColumn(
          "copies", .integer, is: "NOT NULL", unit: .count, "bit-identical results, which are no replicates",
          formula: "results - distinct results"),
      ], key: ["task_id", "budget", "rule", "split", "kind"]),
    SQLiteTable(
      name: "run_source",
      columns: [
        SQLiteColumn("run_id", .integer, is: "NOT NULL REFERENCES run(id)", "run"),
        SQLiteColumn("source_id", .integer, is: "NOT NULL REFERENCES source(id)", "file that holds it"),
        SQLiteColumn("pointer", .text, is: "NOT NULL", "JSON pointer into the file, empty for all of it"),
      ], indexes: [["run_id"], ["source_id"]]),
    SQLiteTable(
      name: "finding",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the finding"),
        SQLiteColumn("code", .text, is: "NOT NULL", "code of the rule"),
        SQLiteColumn("severity", .text, is: "NOT NULL", "info, warning or error"),
        SQLiteColumn("source_id", .integer, is: "REFERENCES source(id)", "file"),
        SQLiteColumn("pointer", .text, "JSON pointer into the file"),
        SQLiteColumn("line", .integer, "line of the file, from 1"),
        SQLiteColumn("run_id", .integer, is: "REFERENCES run(id)", "released run that the finding is about"),
        SQLiteColumn("message", .text, is: "NOT NULL", "what was found"),
        SQLiteColumn("expected", .text, "what was expected"),
        SQLiteColumn("hint", .text, is: "NOT NULL", "what to do about it"),
      ], indexes: [["source_id"], ["run_id"], ["code"]]),
    SQLiteTable(
      name: "quarantine",
      columns: [
        SQLiteColumn("source_id", .integer, is: "REFERENCES source(id)", "file of a run that was kept out"),
        SQLiteColumn("pointer", .text, is: "NOT NULL", "JSON pointer into the file, empty for all of it"),
        SQLiteColumn("code", .text, is: "NOT NULL", "code of a rule that kept it out"),
      ], indexes: [["source_id"], ["code"]]),
    SQLiteTable(
      name: "special_value",
      columns: [
        SQLiteColumn("run_id", .integer, is: "NOT NULL REFERENCES run(id)", "run"),
        SQLiteColumn("epoch", .integer, "epoch; null for a value of the run as a whole"),
        SQLiteColumn("metric", .text, is: "NOT NULL", "original name of the metric, or the column of table run"),
        SQLiteColumn("kind", .text, is: "NOT NULL", "NaN, Infinity, -Infinity or -0.0, as measured", .measured),
      ], indexes: [["run_id"]]),
    SQLiteTable(
      name: "column_metadata",
      columns: [
        SQLiteColumn("table_name", .text, is: "NOT NULL", "table or view"),
        SQLiteColumn("column_name", .text, is: "NOT NULL", "column"),
        SQLiteColumn("unit", .text, is: "NOT NULL", "unit of the values"),
        SQLiteColumn("description", .text, is: "NOT NULL", "what the column holds"),
        SQLiteColumn("formula", .text, "how derived values are computed"),
        SQLiteColumn("provenance_kind", .text, is: "NOT NULL", "measured, derived or estimated"),
      ], key: ["table_name", "column_name"]),
  ]
}
