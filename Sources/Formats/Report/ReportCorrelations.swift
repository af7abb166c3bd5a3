import Core

/// How far tasks agree: a heat map of tau-b for each space, and the correlations of scores with costs.
struct ReportCorrelations {
  let context: ReportContext

  var html: HTML {
    var html: HTML = "<div class=\"panels wide\">"
    for (place, part) in context.parts.enumerated() {
      guard let statistics = part.statistics else { continue }
      if part.space.tasks.count > 1 { html += map(part.space, statistics, id: "heat-\(place)") }
      html += others(part.space, statistics)
    }
    html += "</div>"
    return html
  }

  private func map(_ space: ReleasedSpace, _ statistics: SpaceStatistics, id: String) -> HTML {
    let tasks = space.tasks.map(\.name.rawValue)
    let longest = Double(min(tasks.map(\.count).max() ?? 0, 24))
    let (left, size) = (longest * 6.4 + 12, 46.0)
    let top = longest * 4.6 + 16
    let width = left + size * Double(tasks.count) + longest * 3
    let height = top + size * Double(tasks.count) + 6
    var marks: HTML = ""
    var rows: [[String]] = []
    for (index, task) in tasks.enumerated() {
      let middle = top + size * (Double(index) + 0.5)
      let column = left + size * (Double(index) + 0.5)
      marks += """
        <text x="\(px: left - 6)" y="\(px: middle + 4)" class="end">\(shortened(task))</text>\
        <text x="\(px: column - 4)" y="\(px: top - 6)" transform="rotate(-40 \(px: column - 4) \(px: top - 6))">\
        \(shortened(task))</text>
        """
    }
    for estimate in statistics.correlations where estimate.kind == .tasks {
      guard let other = estimate.otherTask, let tau = estimate.tau else { continue }
      let said = sentence(estimate)
      for (row, column) in [(estimate.task, other), (other, estimate.task)] {
        let (x, y) = (left + size * Double(column), top + size * Double(row))
        marks += """
          <g data-tip="\(said)" data-pick-space="\(space.id.rawValue)" data-pick-task="\(tasks[row])">\
          <rect class="\(markup: tau.value < 0 ? "against" : "with")" x="\(px: x + 1)" y="\(px: y + 1)" width="44" \
          height="44" fill-opacity="\(Numeral.fixed(0.05 + 0.32 * abs(tau.value), decimals: 2))"/>\
          <text x="\(px: x + size / 2)" y="\(px: y + size / 2 + 4)" class="middle">\
          \(Numeral.fixed(tau.value, decimals: 2))</text></g>
          """
      }
      rows.append([
        estimate.first, estimate.second, three(tau.value), interval(tau), three(estimate.rho?.value),
        three(estimate.pearson?.value), three(estimate.tauOfBestTenth), Numeral.grouped(estimate.count),
      ])
    }
    return ReportContext.panel(
      space, nil, caption: "<b>Between tasks</b> \(space.id.rawValue): Kendall's tau-b",
      """
      <svg viewBox="0 0 \(px: width) \(px: height)" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\
      Rank correlation between the tasks of \(space.id.rawValue)</title><desc id="\(id)-d">Kendall's tau-b of the scores for \
      each pair of tasks; the table below has all values.</desc>\(marks)</svg>\
      \(ReportContext.folded(
        "Correlations between the tasks of \(space.id)",
        ["task", "and", "tau-b", "95 %", "rho", "Pearson", "best tenth", "n"], rows, numbersFrom: 2))
      """)
  }

  private func shortened(_ name: String) -> String { name.count > 24 ? String(name.prefix(23)) + "…" : name }

  private func sentence(_ estimate: CorrelationEstimate) -> String {
    "\(estimate.first) and \(estimate.second): tau-b \(three(estimate.tau?.value)) "
      + "(\(interval(estimate.tau))), rho \(three(estimate.rho?.value)), n \(estimate.count)"
  }

  private func three(_ value: Double?) -> String { value.map { Numeral.fixed($0, decimals: 3) } ?? "–" }

  private func interval(_ estimate: StatisticEstimate?) -> String {
    guard let interval = estimate?.interval else { return "–" }
    return "\(Numeral.fixed(interval.lowerBound, decimals: 3)) … \(Numeral.fixed(interval.upperBound, decimals: 3))"
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
      space, nil, caption: "<b>Within tasks</b> \(space.id.rawValue): metrics, budgets and costs",
      ReportContext.folded(
        "Correlations within the tasks of \(space.id)", ["Task", "First", "Second", "tau-b", "95 %", "rho", "n"], rows,
        numbersFrom: 3))
  }
}
