import Core

extension SummaryRows {
  /// The columns of the summary, in order.
  static func dictionary(of release: Release, _ path: String) -> DataTable {
    let published = release.spaces.contains { $0.equivalenceKinds.contains(.published) }
    let kinds: [EquivalenceKind] = [.isomorphic, .sameNetwork] + (published ? [.published] : [])
    let basis = RankingBasis(release)
    func real(_ name: String, _ title: String, formula: String? = nil) -> DataTable.Column {
      DataTable.Column(name: name, content: .real, title: title, formula: formula)
    }
    func count(_ name: String, _ title: String) -> DataTable.Column {
      DataTable.Column(name: name, content: .integer, unit: .count, title: title, lower: 0)
    }
    func text(_ name: String, _ title: String) -> DataTable.Column {
      DataTable.Column(name: name, content: .text, title: title)
    }
    let scores = [("final", "at the last epoch"), ("best_valid", "at the best epoch on validation")].flatMap { rule in
      [("valid", "validation"), ("test", "test")].map { split in
        real("\(rule.0)_\(split.0)", "score metric on \(split.1) \(rule.1), in its unit", formula: "mean over seeds")
      }
    }
    return DataTable(
      name: "summary", path: path, kind: .csv, title: "an architecture on a task at one epoch budget",
      columns: [
        text("space", "id of the search space"), text("encoding", "architecture encoding"),
        text("task", "name of the task"), count("budget", "epoch budget"), count("n_seeds", "distinct seeds"),
      ] + scores + [
        count("best_epoch", "best epoch on validation, empty where seeds differ"),
        count("params", "parameters, as logged, else computed"),
        count("macs", "multiply-accumulates of the encoder"), count("model_params", "parameters of the whole model"),
        count("model_macs", "multiply-accumulates of the whole model"), text("canonical", "canonical form"),
      ] + kinds.map { text($0.columnName, "class under the equivalence \($0.rawValue)") }
        + ["minmax_p", "rank01", "zscore", "nregret", "avg_rank"].map {
          real($0, "of \(basis.scoreTitle), see the formulas", formula: $0)
        })
  }
}
