import Core

/// The learning curves of each task: the median with quantile bands.
struct ReportCurves {
  let context: ReportContext

  /// Epochs in a table; of more, evenly spread ones are shown.
  private static let rows = 60

  var html: HTML {
    var html: HTML = "<div class=\"panels\">"
    for (place, part) in context.parts.enumerated() {
      for (index, curve) in (part.statistics?.curves ?? []).enumerated()
      where curve.bands.contains(where: { !$0.isEmpty }) {
        html += panel(part.space, part.space.tasks[curve.task], curve, id: "curve-\(place)-\(index)")
      }
    }
    html += "</div>"
    return html
  }

  private func panel(_ space: ReleasedSpace, _ task: ReleasedTask, _ curve: CurveSummary, id: String) -> HTML {
    let epochs = curve.bands.indices.filter { !curve.bands[$0].isEmpty }
    let chart = Chart(
      x: [Double(epochs.first ?? 0), Double(epochs.last ?? 1)], y: epochs.flatMap { curve.bands[$0] })
    var marks: HTML = ""
    for (low, high, name) in [(0, 4, "band outer"), (1, 3, "band")] {
      var path: HTML = ""
      for (place, epoch) in epochs.enumerated() {
        path += "\(markup: place == 0 ? "M" : "L")\(px: chart.x.place(Double(epoch))) "
        path += "\(px: chart.y.place(curve.bands[epoch][high]))"
      }
      for epoch in epochs.reversed() {
        path += "L\(px: chart.x.place(Double(epoch))) \(px: chart.y.place(curve.bands[epoch][low]))"
      }
      marks += "<path class=\"\(name)\" d=\"\(path)Z\"/>"
    }
    var line: HTML = ""
    for (place, epoch) in epochs.enumerated() {
      line += "\(markup: place == 0 ? "M" : "L")\(px: chart.x.place(Double(epoch))) "
      line += "\(px: chart.y.place(curve.bands[epoch][2]))"
    }
    marks += "<path class=\"line\" d=\"\(line)\"/>"
    let step = max(1, (epochs.count + Self.rows - 1) / Self.rows)
    let shown = epochs.indices.filter { $0 % step == 0 || $0 == epochs.count - 1 }.map { epochs[$0] }
    let width = (Chart.right - Chart.left) / Double(max(1, shown.count - 1))
    for epoch in shown {
      let band = curve.bands[epoch]
      marks += """
        <rect class="hit" x="\(px: chart.x.place(Double(epoch)) - width / 2)" y="\(px: Chart.top)" width="\(px: width)" \
        height="\(px: Chart.bottom - Chart.top)" data-tip="epoch \(epoch): median \(Numeral.short(band[2])), half of the runs \
        \(Numeral.short(band[1])) to \(Numeral.short(band[3]))"/>
        """
    }
    let title = "\(curve.metric) of \(task.name) in \(space.id)"
    return ReportContext.panel(
      space, task, caption: "<b>\(task.name.rawValue)</b> \(space.id.rawValue)",
      """
      \(chart.svg(
        id: id, title: "Learning curves: \(title)",
        description: "Median over \(curve.runs) runs, bands of the middle half and the middle 90 %; \(curve.diverged) diverged.",
        xLabel: "epoch of \(curve.budget)", yLabel: curve.metric.rawValue, marks: marks))\
      <p class="note">\(Numeral.grouped(curve.runs)) runs, \(Numeral.grouped(curve.diverged)) diverged. Best epoch in the \
      median \(Numeral.short(curve.bestEpoch.count == 5 ? curve.bestEpoch[2] : nil)), drop from best to final \
      \(Numeral.short(curve.drop.count == 5 ? curve.drop[2] : nil)).</p>\
      \(ReportContext.folded(
        "Learning curves: \(title)", ["epoch", "5 %", "25 %", "median", "75 %", "95 %"],
        shown.map { epoch in ["\(epoch)"] + curve.bands[epoch].map { Numeral.short($0) } }))
      """)
  }
}
