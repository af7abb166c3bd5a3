import Core

extension SQLiteTable {
  /// The tables of the statistics, behind those of the runs.
  static let statistics: [SQLiteTable] = [
    SQLiteTable(
      name: "summary",
      columns: [
        SQLiteColumn("task_id", .integer, is: "NOT NULL REFERENCES task(id)", "task"),
        SQLiteColumn("budget", .integer, is: "NOT NULL", unit: .count, "epoch budget"),
        SQLiteColumn("rule", .text, is: "NOT NULL", "which epoch is read: final, best_valid"),
        SQLiteColumn("split", .text, is: "NOT NULL", "valid or test"),
        SQLiteColumn("n", .integer, is: "NOT NULL", unit: .count, "architectures with a finite score"),
        SQLiteColumn("mean", .real, "mean score, in the unit of the metric, as the others", formula: "mean"),
        SQLiteColumn("sd", .real, "standard deviation, ddof 0", formula: "sd"),
        SQLiteColumn("min", .real, "smallest score", formula: "quantile_7"),
        SQLiteColumn("p1", .real, "1st percentile over connected cells", formula: "quantile_7"),
        SQLiteColumn("q1", .real, "first quartile", formula: "quantile_7"),
        SQLiteColumn("median", .real, "median", formula: "quantile_7"),
        SQLiteColumn("q3", .real, "third quartile", formula: "quantile_7"),
        SQLiteColumn("p99", .real, "99th percentile over connected cells", formula: "quantile_7"),
        SQLiteColumn("max", .real, "largest score", formula: "quantile_7"),
        SQLiteColumn("mad", .real, "median distance to the median", formula: "mad"),
        SQLiteColumn("rel_random", .real, unit: .fraction, "gain of max over the mean", formula: "rel_random"),
      ], key: ["task_id", "budget", "rule", "split"]),
    SQLiteTable(
      name: "correlation",
      columns: [
        SQLiteColumn("id", .integer, is: "PRIMARY KEY", "number of the statistic"),
        SQLiteColumn("space_id", .integer, is: "NOT NULL REFERENCES space(id)", "search space"),
        SQLiteColumn(
          "kind", .text, is: "NOT NULL",
          "what is compared: tasks, splits, metrics, budgets, cost (with the score), costs"),
        SQLiteColumn("task_id", .integer, is: "NOT NULL REFERENCES task(id)", "task"),
        SQLiteColumn("other_task_id", .integer, is: "REFERENCES task(id)", "the other task of kind tasks"),
        SQLiteColumn("first", .text, is: "NOT NULL", "task, metric, budget, score metric or cost"),
        SQLiteColumn("second", .text, is: "NOT NULL", "task, metric, budget or cost"),
        SQLiteColumn("formula", .text, is: "NOT NULL", "id of the formula, see docs/formulas.md"),
        SQLiteColumn("k", .integer, unit: .count, "how many best, of overlap_k and precision_k"),
        SQLiteColumn("value", .real, "the statistic; null where it is not defined", formula: "see column formula"),
        SQLiteColumn("lower", .real, "lower end of the interval", formula: "bootstrap_class", .estimated),
        SQLiteColumn("upper", .real, "upper end of the interval", formula: "bootstrap_class", .estimated),
        SQLiteColumn("n", .integer, is: "NOT NULL", unit: .count, "architectures with both"),
        SQLiteColumn("ties_first", .integer, is: "NOT NULL", unit: .count, "pairs tied in the first alone"),
        SQLiteColumn("ties_second", .integer, is: "NOT NULL", unit: .count, "pairs tied in the second alone"),
        SQLiteColumn("ties_both", .integer, is: "NOT NULL", unit: .count, "pairs tied in both"),
      ], indexes: [["space_id"], ["task_id"], ["other_task_id"]]),
    SQLiteTable(
      name: "pareto",
      columns: [
        SQLiteColumn("task_id", .integer, is: "NOT NULL REFERENCES task(id)", "task"),
        SQLiteColumn("budget", .integer, is: "NOT NULL", unit: .count, "epoch budget"),
        SQLiteColumn("cost", .text, is: "NOT NULL", "params, macs or latency (seconds)"),
        SQLiteColumn("architecture_id", .integer, is: "NOT NULL REFERENCES architecture(id)", "architecture"),
        SQLiteColumn("front", .integer, is: "NOT NULL", "number of its front, 1 to 10", formula: "pareto_k"),
        SQLiteColumn("score", .real, is: "NOT NULL", "ranking score of the task"),
        SQLiteColumn("value", .real, is: "NOT NULL", "the cost"),
      ], key: ["task_id", "budget", "cost", "architecture_id"], indexes: [["architecture_id"]]),
  ]
}
