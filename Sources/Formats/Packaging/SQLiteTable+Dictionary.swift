import Core

extension SQLiteTable {
  /// The tables and views of the database at `path`.
  static func dictionary(of release: Release, _ path: String) -> [DataTable] {
    all(of: release).map { DataTable($0, path, "a row of the table") }
      + views(of: release).map { DataTable($0, path, "a row of the view") }
  }
}

extension DataTable {
  fileprivate init(_ table: SQLiteTable, _ path: String, _ title: String) {
    self.init(
      name: table.name, path: path, kind: .sqlite, title: Self.titles[table.name] ?? "\(title) \(table.name)",
      columns: table.columns.map(Column.init))
    if table.name.hasPrefix("curve_") { self.title = "an epoch of a run" }
  }

  /// What a row is, for the tables that every release has.
  private static let titles = [
    "release": "a fact about the release", "space": "a search space", "task": "a task of a space",
    "metric": "a metric of a task", "architecture": "an architecture with at least one run",
    "equivalence": "the class of an architecture under one equivalence", "cost": "a count of one architecture",
    "source": "a file that was read", "run": "a training run",
    "score": "the score of an architecture on a task under one epoch rule",
    "noise": "the spread of scores within classes", "run_source": "a source of a run",
    "finding": "a finding of the validation", "quarantine": "a reason why a run was kept out",
    "special_value": "a measured value that is no ordinary number", "column_metadata": "a column of this database",
    "run_value_name": "a number that runs of a task have as wholes", "run_value": "such a number of a run",
    "summary": "the distribution of a score", "correlation": "a correlation between two columns",
    "pareto": "an architecture on a front of score and cost",
    "leaderboard": "an architecture in the ranking of a task", "epoch_metric": "one metric of a run at one epoch",
  ]
}

extension DataTable.Column {
  fileprivate init(_ column: SQLiteColumn) {
    let content: Content =
      switch column.kind {
      case .integer: .integer
      case .real: .real
      case .text: .text
      }
    let target = column.constraint.firstRange(of: "REFERENCES ").map { column.constraint[$0.upperBound...] }
    self.init(
      name: column.name, content: content, unit: column.unit, title: column.description, formula: column.formula,
      provenance: column.provenance, lower: column.lower, upper: column.upper,
      reference: target.map { String($0.prefix { $0 != "(" }) })
  }
}
