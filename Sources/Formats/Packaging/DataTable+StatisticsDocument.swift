import Core

extension DataTable {
  /// Every member of `statistics.json`; an ellipsis stands for the places in lists between two names.
  static let statistics: [Column] =
    [
      key("format", .text, "cellar-statistics"), key("schema_version", .text, "version of this shape"),
      key("name", .text, "name of the release"), key("version", .text, "its version"),
      key("noise_draws", .integer, "how often noise was drawn for each ceiling", unit: .count),
      key("formulas", .object, "the formulas by their ids, which the column formula of this table names"),
      key("formulas…text", .text, "the formula"), key("formulas…source", .text, "who defines it so"),
      key("spaces", .list, "one object for each space, with the keys that follow"),
      key("spaces…space", .text, "id of the search space"),
      key("spaces…class", .text, "the equivalence whose classes are drawn for intervals"),
      key("spaces…classes", .integer, "number of classes", unit: .count, .derived),
      key("spaces…resamples", .integer, "how often classes were drawn for each interval", unit: .count),
    ] + within("summary", "distribution of each score, in the unit of its metric", .derived, summary)
    + within(
      "correlations", "of tasks, splits, metrics, budgets and costs, with n, ties and intervals", .derived, correlation)
    + within("pareto", "fronts of score against costs, with hypervolume and its bounds", .derived, front)
    + within("curves", "best epoch, area and divergence of the learning curves", .derived, curve)
    + within(
      "noise", "spread from replicates or classes, and what it allows if it is normal and of one size", .estimated,
      noise)
    + within(
      "standings", "each architecture's ranks, regrets and scores, in lists of one order", .derived, standings)

  /// A member of a space and what its elements have.
  private static func within(
    _ name: String, _ title: String, _ provenance: ProvenanceKind, _ columns: [Column]
  ) -> [Column] {
    [key("spaces…\(name)", name == "standings" ? .object : .list, title, provenance)]
      + columns.map { column in
        var column = column
        column.name = "spaces…\(name)…\(column.name)"
        return column
      }
  }

  private static func value(
    _ name: String, _ title: String, _ formula: String? = nil, unit: MeasurementUnit = .none, from lower: Double? = nil,
    to upper: Double? = nil, _ provenance: ProvenanceKind = .derived, _ content: Column.Content = .real
  ) -> Column {
    Column(
      name: name, content: content, unit: unit, title: title, formula: formula, provenance: provenance, lower: lower,
      upper: upper)
  }

  private static let place = [
    key("task", .text, "name of the task"), key("budget", .integer, "epoch budget", unit: .count),
  ]
  private static let chosen = [
    key("rule", .text, "which epoch is read: final, best_valid", .derived), key("split", .text, "valid or test"),
  ]
  private static let metric = key("metric", .text, "the metric that ranks architectures")

  private static let summary =
    place + chosen + [
      metric, value("n", "architectures with a score", unit: .count, from: 1, .derived, .integer),
      value("mean", "mean", "mean"), value("sd", "standard deviation", "sd", from: 0),
      value("min", "smallest value"), value("p1", "1st percentile", "quantile_7"),
      value("q1", "lower quartile", "quantile_7"), value("median", "median", "quantile_7"),
      value("q3", "upper quartile", "quantile_7"), value("p99", "99th percentile", "quantile_7"),
      value("max", "largest value"), value("mad", "median distance from the median", "mad", from: 0),
      value("rel_random", "how much better the best is than the mean", "rel_random"),
    ]

  private static let correlation = [
    key(
      "kind", .text,
      "what is compared: tasks, splits (valid and test), metrics, budgets, cost (score and cost), costs (two of them)"),
    key("task", .text, "name of the task of the first"),
    key("other_task", .text, "name of the second task, where two are compared"),
    key("first", .text, "task, metric, budget or cost that is compared"), key("second", .text, "with which"),
    value("n", "architectures that have both", unit: .count, from: 0, .derived, .integer),
    key("ties", .object, "pairs of architectures that have equal values", unit: .count, .derived),
    value("ties…first", "in the first alone", unit: .count, from: 0, .derived, .integer),
    value("ties…second", "in the second alone", unit: .count, from: 0, .derived, .integer),
    value("ties…both", "in both", unit: .count, from: 0, .derived, .integer),
    key("statistics", .list, "the measures, with the keys that follow", .derived),
    key("statistics…formula", .text, "tau_b, rho, pearson, tau_top, overlap_k or precision_k", .derived),
    value(
      "statistics…k", "how many best are compared, of overlap_k and precision_k", unit: .count, from: 1, .derived,
      .integer),
    value("statistics…value", "the measure; null where it is not defined", from: -1, to: 1),
    value("statistics…lower", "lower end of its 95 % interval", "bootstrap_class", from: -1, to: 1, .estimated),
    value("statistics…upper", "upper end of its 95 % interval", "bootstrap_class", from: -1, to: 1, .estimated),
  ]

  private static let front =
    place + [
      metric, key("costs", .list, "the costs beside the score: params, macs, latency"),
      value("n", "architectures that have score and costs", unit: .count, from: 0, .derived, .integer),
      value(
        "fronts", "number of fronts; null with two costs, where only the first is found", "pareto_k", unit: .count,
        from: 0, .derived, .integer),
      key("reference", .list, "the point that bounds the volume: score, then costs, in their units", .derived),
      key("ideal", .list, "the best value of the metric, and costs of 0, in their units", .derived),
      value("hypervolume", "volume between the first front and the reference", "hv", from: 0),
      value("hypervolume_normalized", "its share of the volume between ideal and reference", "hv_normalized", from: 0),
      key("front", .list, "the first front, by encoding", .derived),
      key("front…encoding", .text, "architecture encoding"),
      value("front…score", "score, in the unit of the metric", "mean"),
      value("front…params", "parameters, where they are a cost", unit: .count, from: 0),
      value("front…macs", "multiply-accumulates, where they are a cost", unit: .count, from: 0),
      value("front…latency", "latency, where it is a cost", unit: .seconds, from: 0),
    ]

  private static let curve =
    place + [
      metric, value("runs", "runs with a curve", unit: .count, from: 0, .derived, .integer),
      value("diverged", "runs that diverged", "diverged", unit: .count, from: 0, .derived, .integer),
      key("shares", .list, "the shares of the quantiles in the lists that follow", unit: .fraction, .derived),
      value("best_epoch", "quantiles over runs of the best epoch, from 0", "best_epoch", .derived, .list),
      value("curve_area", "quantiles over runs of the area, in the unit of the metric", "curve_area", .derived, .list),
      value("curve_drop", "quantiles over runs of the drop from best to final", "curve_drop", .derived, .list),
      value(
        "bands", "for each epoch from 0 the quantiles over runs; empty where no run has it", "quantile_7", .derived,
        .list),
    ]

  private static let noise =
    place + chosen + [
      key("source", .text, "replicates, or the equivalence within whose classes the spread is taken", .derived),
      value("pooled_sd", "spread of one run within them, in the unit of the metric", "pooled_sd", from: 0, .estimated),
      value("df", "degrees of freedom", unit: .count, from: 1, .derived, .integer),
      value("copies", "results that are another one again, left out", unit: .count, from: 0, .derived, .integer),
      value("n", "architectures with a score", unit: .count, from: 0, .derived, .integer),
      value("score_sd", "spread of a score, the mean of its runs", "score_sd", from: 0, .estimated),
      value(
        "reliability", "correlation of the scores with others of as many runs, if noise is normal", "reliability",
        from: 0, to: 1, .estimated),
      value(
        "pearson", "correlation of the true scores with these, likewise: its square root", "reliability", from: 0,
        to: 1, .estimated),
      value("noise_tau", "tau_b of the true scores with these, likewise", "noise_tau", from: -1, to: 1, .estimated),
      value("noise_rho", "rho of the true scores with these, likewise", "noise_rho", from: -1, to: 1, .estimated),
      key(
        "replicates", .object,
        "how far two runs of one architecture agree; null where fewer than 10 architectures have two", .derived),
      value("replicates…n", "architectures with two runs", unit: .count, from: 10, .derived, .integer),
      value("replicates…tau_b", "tau_b between the first runs and the second", "tau_b", from: -1, to: 1),
      value("replicates…rho", "rho between them", "rho", from: -1, to: 1),
      value("replicates…pearson", "linear correlation between them", "pearson", from: -1, to: 1),
    ]

  private static let standings = [
    key("encoding", .list, "architecture encodings, in whose order the other lists stand"),
    value(
      "avg_rank", "mean rank over the tasks, 1 is best; null unless all are there", "avg_rank", from: 1, .derived, .list
    ),
    value("mean_score", "mean of rank01 over the tasks", "mean_score", from: 0, to: 1, .derived, .list),
    value("worst_task", "the task with the lowest rank01", "worst_task", .derived, .list),
    value("robust_z", "a list for each task: distance from the median", "robust_z", .derived, .object),
    value("regret", "a list for each task: distance from the best", "regret", from: 0, .derived, .object),
  ]
}
