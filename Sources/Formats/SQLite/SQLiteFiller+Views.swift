import Bindings
import Core

extension SQLiteFiller where Target == SQLiteBuilder {
  func createViews() throws(SQLiteError) {
    for view in viewDeclarations { try builder.execute(view.statement) }
  }
}

extension SQLiteFiller {
  /// In the order of the key.
  /// - Parameter described: Gives a column the words that are said of it.
  func insertColumnMetadata(
    _ tables: [SQLiteTable], _ described: (SQLiteTable, SQLiteColumn) -> SQLiteColumn = { $1 }
  ) throws(SQLiteError) {
    let rows = try builder.rows(into: "column_metadata", columns: 6)
    for table in (tables + SQLiteTable.views(of: release)).sorted(by: { $0.name.precedesBytewise($1.name) }) {
      for column in table.columns.sorted(by: { $0.name.precedesBytewise($1.name) }) {
        let column = described(table, column)
        rows.bind(table.name)
        rows.bind(column.name)
        rows.bind(column.unit.rawValue)
        rows.bind(column.description)
        rows.bind(column.formula)
        rows.bind(column.provenance.rawValue)
        try rows.insert()
      }
    }
  }

  /// The condition on score `x` of task `t` under which architectures are ranked.
  private var rankedScores: String {
    let byValidation = "x.rule = 'best_valid' AND x.split = 'valid'"
    let onTest = Set(release.spaces.flatMap(\.tasks).filter(\.isRankedOnTest).map(\.scoreMetric)).sorted()
    if onTest.isEmpty { return byValidation }
    let names = onTest.map { SQLiteName.literal($0.rawValue) }.joined(separator: ", ")
    return "(\(byValidation) OR x.rule = 'final' AND x.split = 'test' AND t.score_metric IN (\(names)))"
  }

  /// The views, in the order of their creation.
  var viewDeclarations: [(name: String, statement: String)] {
    // The first row of a counter is that of the architecture's primary entry, see `insertCosts`.
    let cost = { (counter: String) in
      """
      (SELECT c.value FROM cost AS c WHERE c.architecture_id = a.id AND c.counter = '\(counter)'
          AND c.provenance_kind = 'derived' ORDER BY c.rowid LIMIT 1)
      """
    }
    let leaderboard =
      """
      CREATE VIEW leaderboard AS SELECT s.name AS space, t.name AS task,
        RANK() OVER (PARTITION BY s.name, t.name ORDER BY CASE t.direction WHEN 'lower' THEN x.value ELSE -x.value END) AS rank,
        a.encoding AS encoding, x.value AS value, x.n AS n,
        \(cost("params")) AS params,
        \(cost("macs")) AS macs
      FROM score AS x JOIN task AS t ON t.id = x.task_id AND t.budget = x.budget
        JOIN architecture AS a ON a.id = x.architecture_id JOIN space AS s ON s.id = t.space_id
      WHERE \(rankedScores) AND x.value IS NOT NULL
      """
    // A release without a task, or of tasks without metrics, has a view without a row.
    let measured = curves.filter { !$0.metrics.isEmpty }
    let arms =
      measured.isEmpty
      ? [
        """
        SELECT NULL AS space, NULL AS encoding, NULL AS task, NULL AS budget, NULL AS seed, NULL AS epoch,
          NULL AS metric, NULL AS value WHERE 0
        """
      ] : measured.map(\.viewArm)
    return [
      ("leaderboard", leaderboard),
      ("epoch_metric", "CREATE VIEW epoch_metric AS\n\(arms.joined(separator: "\nUNION ALL\n"))"),
    ]
  }
}
