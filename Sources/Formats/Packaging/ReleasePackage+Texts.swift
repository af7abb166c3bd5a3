import Core

extension ReleasePackage {
  /// The work to be cited; nil where the pipeline says that there is none.
  var citation: String? {
    let text = fact("citation")
    return ["none", "not stated", "unknown", "n/a"].contains(text.lowercased()) || text.isEmpty ? nil : text
  }

  /// What the authors say that it is, and how much of it this release has.
  var description: String { "\(card.description) This release has \(size)." }

  private var size: String {
    let tasks = Set(release.spaces.flatMap(\.tasks).map(\.name)).count
    let architectures = release.spaces.reduce(0) { $0 + $1.architectures.count }
    return "\(Numeral.counted(runs, "run")) of \(Numeral.counted(architectures, "architecture")) on "
      + Numeral.counted(tasks, "task")
  }

  var runs: Int { release.spaces.reduce(0) { $0 + $1.runCount } }

  /// Rows of the table that stands first for the Hub: runs of Parquet, else architectures by task and budget.
  func rows(of table: DataTable) -> Int {
    if table.name == "run" { return runs }
    return release.spaces.reduce(0) { sum, space in
      space.tasks.reduce(sum) { sum, task in
        task.groups.reduce(sum) { $0 + space.architectureCount(in: [$1]) }
      }
    }
  }
}

extension ReleasedSpace {
  /// Architectures with a run in one of `groups`, which are of this space.
  func architectureCount(in groups: [BudgetGroup]) -> Int {
    var isThere = Array(repeating: false, count: architectures.count)
    for group in groups {
      for run in group.runs { isThere[run.architecture] = true }
    }
    return isThere.count { $0 }
  }
}
