import Core

/// The learning curves of each task: the median with quantile bands.
struct ReportCurves {
  let context: ReportContext

  /// Epochs in a table; of more, evenly spread ones are shown.
  private static let rows = 60
  /// Of the only epoch, in units of the chart.
  private static let barWidth = 90.0

  var html: HTML {
    var html: HTML = ""
    for (place, part) in context.parts.enumerated() {
      var panels: HTML = ""
      for (index, curve) in (part.statistics?.curves ?? []).enumerated()
      where curve.bands.contains(where: { !$0.isEmpty }) {
        panels += panel(part.space, part.space.tasks[curve.task], curve, id: "curve-\(place)-\(index)")
      }
      html += ReportContext.block(part.space, panels)
    }
    return html
  }

  private func panel(_ space: ReleasedSpace, _ task: ReleasedTask, _ curve: CurveSummary, id: String) -> HTML {
    let epochs = curve.bands.indices.filter { !curve.bands[$0].isEmpty }
    let chart = Chart(
      x: Chart.across([Double(epochs.first ?? 0), Double(epochs.last ?? 1)], isWhole: true),
      y: Chart.upwards(epochs.flatMap { curve.bands[$0] }))
    // One epoch alone is drawn as wide as a bar, since a curve of one point is not seen.
    let points = epochs.flatMap { epoch in
      let x = chart.x.place(Double(epoch))
      return (epochs.count > 1 ? [x] : [x - Self.barWidth / 2, x + Self.barWidth / 2]).map { (x: $0, epoch: epoch) }
    }
    var marks: HTML = ""
    for (low, high, name) in [(0, 4, "band outer"), (1, 3, "band")] {
      var path: HTML = ""
      for (place, point) in points.enumerated() {
        path += "\(markup: place == 0 ? "M" : "L")\(px: point.x) "
        path += "\(px: chart.y.place(curve.bands[point.epoch][high]))"
      }
      for point in points.reversed() {
        path += "L\(px: point.x) \(px: chart.y.place(curve.bands[point.epoch][low]))"
      }
      marks += "<path class=\"\(name)\" d=\"\(path)Z\"/>"
    }
    var line: HTML = ""
    for (place, point) in points.enumerated() {
      line += "\(markup: place == 0 ? "M" : "L")\(px: point.x) "
      line += "\(px: chart.y.place(curve.bands[point.epoch][2]))"
    }
    marks += "<path class=\"line\" d=\"\(line)\"/>"
    let step = max(1, (epochs.count + Self.rows - 1) / Self.rows)
    let shown = epochs.indices.filter { $0 % step == 0 || $0 == epochs.count - 1 }.map { epochs[$0] }
    let width = (Chart.right - Chart.left) / Double(max(1, shown.count - 1))
    for epoch in shown {
      let band = curve.bands[epoch]
      let middle = chart.x.place(Double(epoch))
      let (left, right) = (max(Chart.left, middle - width / 2), min(Chart.right, middle + width / 2))
      marks += """
        <rect class="hit" x="\(px: left)" y="\(px: Chart.top)" width="\(px: right - left)" \
        height="\(px: Chart.bottom - Chart.top)" data-tip="epoch \(epoch): median \(Numeral.short(band[2])), half of the runs \
        \(Numeral.short(band[1])) to \(Numeral.short(band[3]))"/>
        """
    }
    let title = "\(curve.metric) of \(task.name) in \(space.id)"
    return ReportContext.panel(
      space, task, caption: "<b>\(task.name.rawValue)</b>",
      """
      \(chart.svg(
        id: id, title: "Learning curves: \(title)",
        description: "Median over \(Numeral.counted(curve.runs, "run")), bands of the middle half and the middle 90 %; \(curve.diverged) diverged.",
        xLabel: "epoch of \(curve.budget)", yLabel: curve.metric.rawValue, marks: marks))\
      <p class="note">\(Numeral.counted(curve.runs, "run")), \(Numeral.grouped(curve.diverged)) diverged. Best epoch in the \
      median \(Numeral.short(curve.bestEpoch.count == 5 ? curve.bestEpoch[2] : nil)), drop from best to final \
      \(Numeral.short(curve.drop.count == 5 ? curve.drop[2] : nil)).</p>\
      \(ReportContext.folded(
        "Learning curves: \(title)", ["epoch", "5 %", "25 %", "median", "75 %", "95 %"],
        shown.map { epoch in ["\(epoch)"] + curve.bands[epoch].map { Numeral.short($0) } }))
      """)
  }
}
