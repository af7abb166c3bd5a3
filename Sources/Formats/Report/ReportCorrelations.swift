import Core

/// How far tasks agree: a heat map of tau-b for each space, and the correlations of scores with costs.
struct ReportCorrelations {
  let context: ReportContext

  var html: HTML {
    var html: HTML = ""
    for (place, part) in context.parts.enumerated() {
      guard let statistics = part.statistics else { continue }
      var panels: HTML = ""
      if part.space.tasks.count > 1 { panels += tasks(part.space, statistics, id: "heat-\(place)") }
      panels += costs(part.space, statistics, id: "heat-cost-\(place)")
      panels += others(part.space, statistics)
      html += ReportContext.block(part.space, panels, isWide: true)
    }
    return html
  }

  private func tasks(_ space: ReleasedSpace, _ statistics: SpaceStatistics, id: String) -> HTML {
    let names = space.tasks.map(\.name.rawValue)
    var cells: [HeatMap.Cell] = []
    var rows: [[String]] = []
    for estimate in statistics.correlations where estimate.kind == .tasks {
      guard let other = estimate.otherTask, let tau = estimate.tau else { continue }
      for (row, column) in [(estimate.task, other), (other, estimate.task)] {
        cells.append(cell(row, column, tau.value, estimate, space))
      }
      rows.append([
        estimate.first, estimate.second, three(tau.value), interval(tau), three(estimate.rho?.value),
        three(estimate.pearson?.value), three(estimate.tauOfBestTenth), Numeral.grouped(estimate.count),
      ])
    }
    let map = HeatMap(rows: names, columns: names, cells: cells)
    return ReportContext.panel(
      space, nil, caption: "<b>Between tasks</b>, Kendall's tau-b",
      """
      \(map.svg(
        id: id, title: "Rank correlation between the tasks of \(space.id)",
        description: "Kendall's tau-b of the scores for each pair of tasks; the table below has all values."))\
      \(ReportContext.folded(
        "Correlations between the tasks of \(space.id)",
        ["task", "and", "tau-b", "95 %", "rho", "Pearson", "best tenth", "n"], rows, numbersFrom: 2))
      """)
  }

  /// The score of each task with each cost.
  private func costs(_ space: ReleasedSpace, _ statistics: SpaceStatistics, id: String) -> HTML {
    let estimates = statistics.correlations.filter { $0.kind == .cost && $0.tau != nil }
    if estimates.isEmpty { return "" }
    var columns: [String] = []
    for estimate in estimates where !columns.contains(estimate.second) { columns.append(estimate.second) }
    let tasks = space.tasks.indices.filter { index in estimates.contains { $0.task == index } }
    let cells = estimates.compactMap { estimate -> HeatMap.Cell? in
      guard let tau = estimate.tau, let row = tasks.firstIndex(of: estimate.task),
        let column = columns.firstIndex(of: estimate.second)
      else { return nil }
      return cell(row, column, tau.value, estimate, space)
    }
    let map = HeatMap(rows: tasks.map { space.tasks[$0].name.rawValue }, columns: columns, cells: cells)
    return ReportContext.panel(
      space, nil, caption: "<b>Score and cost</b>, Kendall's tau-b",
      map.svg(
        id: id, title: "Rank correlation of score and cost in \(space.id)",
        description: "Kendall's tau-b of the score of each task with each cost; the table within tasks has all values.")
    )
  }

  private func cell(
    _ row: Int, _ column: Int, _ value: Double, _ estimate: CorrelationEstimate, _ space: ReleasedSpace
  ) -> HeatMap.Cell {
    let task = estimate.kind == .tasks ? row : estimate.task
    return HeatMap.Cell(
      row: row, column: column, value: value, said: sentence(estimate, space),
      pick: (space.id.rawValue, space.tasks[task].name.rawValue))
  }

  private func sentence(_ estimate: CorrelationEstimate, _ space: ReleasedSpace) -> String {
    let task = estimate.kind == .tasks ? "" : "\(space.tasks[estimate.task].name), "
    return "\(task)\(estimate.first) and \(estimate.second): tau-b \(three(estimate.tau?.value)) "
      + "(\(interval(estimate.tau))), rho \(three(estimate.rho?.value)), n \(estimate.count)"
  }

  private func three(_ value: Double?) -> String { Numeral.correlation(value) }

  private func interval(_ estimate: StatisticEstimate?) -> String {
    guard let interval = estimate?.interval else { return "–" }
    return "\(three(interval.lowerBound)) … \(three(interval.upperBound))"
  }

  /// Metrics, budgets and costs, as a table.
  private func others(_ space: ReleasedSpace, _ statistics: SpaceStatistics) -> HTML {
    let rows = statistics.correlations.filter { $0.kind != .tasks }.map { estimate in
      [
        space.tasks[estimate.task].name.rawValue, estimate.first, estimate.second, three(estimate.tau?.value),
        interval(estimate.tau), three(estimate.rho?.value), Numeral.grouped(estimate.count),
      ]
    }
    if rows.isEmpty { return "" }
    return ReportContext.panel(
      space, nil, caption: "<b>Within tasks</b>: validation and test, metrics, budgets and costs",
      ReportContext.folded(
        "Correlations within the tasks of \(space.id)", ["Task", "First", "Second", "tau-b", "95 %", "rho", "n"], rows,
        numbersFrom: 3))
  }
}
