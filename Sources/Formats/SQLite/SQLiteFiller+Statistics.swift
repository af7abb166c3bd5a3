import Bindings
import Core

extension SQLiteFiller {
  /// Fronts beyond this one are left out.
  private var lastFront: Int32 { 10 }

  func insertStatistics() throws(SQLiteError) {
    guard let statistics = release.statistics else { return }
    // The id of the first task of each space.
    var first: [Int] = []
    var next = 1
    for space in release.spaces {
      first.append(next)
      next += space.tasks.count
    }
    var id = 1
    let summaries = try builder.rows(into: "summary", columns: 16)
    let correlations = try builder.rows(into: "correlation", columns: 16)
    let fronts = try builder.rows(into: "pareto", columns: 7)
    for (index, space) in statistics.spaces.enumerated() {
      try insertSummaries(space, firstTask: first[index], into: summaries)
      try insertCorrelations(space, space: index, firstTask: first[index], &id, into: correlations)
      try insertFronts(space, space: index, firstTask: first[index], into: fronts)
    }
  }

  private func insertSummaries(
    _ space: SpaceStatistics, firstTask: Int, into rows: some SQLiteRows
  ) throws(SQLiteError) {
    // In the order of the key, in which they are stored and compared.
    let summaries = space.summaries.sorted {
      ($0.task, $0.budget, $0.rule.rawValue, $0.split.rawValue) < (
        $1.task, $1.budget, $1.rule.rawValue, $1.split.rawValue
      )
    }
    for summary in summaries {
      rows.bind(firstTask + summary.task)
      rows.bind(summary.budget)
      rows.bind(summary.rule.rawValue)
      rows.bind(summary.split.rawValue)
      rows.bind(summary.count)
      for figure in summary.figures { rows.bind(figure.value) }
      try rows.insert()
    }
  }

  private func insertCorrelations(
    _ statistics: SpaceStatistics, space: Int, firstTask: Int, _ id: inout Int, into rows: some SQLiteRows
  ) throws(SQLiteError) {
    for estimate in statistics.correlations {
      for row in estimate.rows {
        rows.bind(id)
        rows.bind(space + 1)
        rows.bind(estimate.kind.rawValue)
        rows.bind(firstTask + estimate.task)
        rows.bind(estimate.otherTask.map { firstTask + $0 })
        rows.bind(estimate.first)
        rows.bind(estimate.second)
        rows.bind(row.formula)
        rows.bind(row.count)
        rows.bind(row.value)
        rows.bind(row.interval?.lowerBound)
        rows.bind(row.interval?.upperBound)
        rows.bind(estimate.count)
        for ties in estimate.ties { rows.bind(ties) }
        try rows.insert()
        id += 1
      }
    }
  }

  private func insertFronts(
    _ statistics: SpaceStatistics, space: Int, firstTask: Int, into rows: some SQLiteRows
  ) throws(SQLiteError) {
    let single = statistics.fronts.filter { $0.costs.count == 1 }.sorted {
      ($0.task, $0.budget, $0.costs[0]) < ($1.task, $1.budget, $1.costs[0])
    }
    for fronts in single {
      for (architecture, front) in fronts.front.enumerated() where front > 0 && front <= lastFront {
        rows.bind(firstTask + fronts.task)
        rows.bind(fronts.budget)
        rows.bind(fronts.costs[0])
        rows.bind(numbering.firstArchitecture[space] + architecture)
        rows.bind(Int(front))
        rows.bind(fronts.columns[0][architecture])
        rows.bind(fronts.columns[1][architecture])
        try rows.insert()
      }
    }
  }
}
