import Core

extension SQLiteTable {
  /// The views, with what `column_metadata` says of their columns.
  static func views(of release: Release) -> [SQLiteTable] {
    [leaderboard(RankingBasis(release)), epochMetric]
  }

  private static func leaderboard(_ basis: RankingBasis) -> SQLiteTable {
    SQLiteTable(
      name: "leaderboard",
      columns: [
        SQLiteColumn("space", .text, "id of the search space"),
        SQLiteColumn("task", .text, "name of the task"),
        SQLiteColumn(
          "rank", .integer, "place by value, 1 is best, ties share the better place",
          formula: "1 + number of better architectures"),
        SQLiteColumn("encoding", .text, "architecture encoding"),
        SQLiteColumn(
          "value", .real, basis.valueTitle, formula: basis.valueFormula),
        SQLiteColumn("n", .integer, unit: .count, "distinct seeds behind the value"),
        SQLiteColumn("params", .integer, unit: .count, "parameters of the encoder, at the first input size listed"),
        SQLiteColumn("macs", .integer, unit: .count, "multiply-accumulates of the encoder, likewise"),
      ])
  }

  private static let epochMetric =
    SQLiteTable(
      name: "epoch_metric",
      columns: [
        SQLiteColumn("space", .text, "id of the search space"),
        SQLiteColumn("encoding", .text, "architecture encoding"),
        SQLiteColumn("task", .text, "name of the task"),
        SQLiteColumn("budget", .integer, unit: .count, "epoch budget"),
        SQLiteColumn("seed", .integer, "seed; null where unknown"),
        SQLiteColumn("epoch", .integer, "epoch, from 0"),
        SQLiteColumn("metric", .text, "original name of the metric"),
        SQLiteColumn("value", .real, "value, in the unit that the table metric names", .measured),
      ])
}
