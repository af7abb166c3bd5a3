import Core

/// The distribution of the score of each task: a histogram of 30 bins and the figures.
struct ReportDistributions {
  let context: ReportContext

  private static let bins = 30

  var html: HTML {
    var html: HTML = ""
    for (place, part) in context.parts.enumerated() {
      var panels: HTML = ""
      for (index, task) in part.space.tasks.enumerated() {
        panels += panel(part.space, task, part.statistics, index, id: "hist-\(place)-\(index)")
      }
      html += ReportContext.block(part.space, panels)
    }
    return html
  }

  private func panel(
    _ space: ReleasedSpace, _ task: ReleasedTask, _ statistics: SpaceStatistics?, _ index: Int, id: String
  ) -> HTML {
    let values = ReportContext.scores(task).compactMap(\.value)
    guard let low = values.min(), let high = values.max() else { return "" }
    var counts = Array(repeating: 0, count: Self.bins)
    let width = (high - low) / Double(Self.bins)
    for value in values {
      counts[width > 0 ? min(max(Int((value - low) / width), 0), Self.bins - 1) : 0] += 1
    }
    let chart = Chart(
      x: Chart.across([low, high]), y: Chart.upwards([0, Double(counts.max() ?? 1)], isWhole: true))
    var marks: HTML = ""
    let size = (Chart.right - Chart.left) / Double(Self.bins)
    for (bin, count) in counts.enumerated() where count > 0 {
      let top = chart.y.place(Double(count))
      let range = "\(Numeral.short(low + width * Double(bin))) to \(Numeral.short(low + width * Double(bin + 1)))"
      marks += """
        <rect class="bar" x="\(px: Chart.left + size * Double(bin) + 0.5)" y="\(px: top)" width="\(px: size - 1)" \
        height="\(px: Chart.bottom - top)" data-tip="\(range): \(Numeral.counted(count, "architecture"))"/>
        """
    }
    let (rule, split) = ReportContext.ranking(task)
    let budget = task.groups.last?.budget ?? 0
    let summary = statistics?.summaries.first {
      $0.task == index && $0.budget == budget && $0.rule == rule && $0.split == split
    }
    let figures = summary.map { summary in
      [("n", Double(summary.count))] + summary.figures.compactMap { figure in figure.value.map { (figure.name, $0) } }
    }
    let median = Numeral.short(summary?.quartiles[1])
    let title = "\(task.name) in \(space.id): \(task.scoreMetric)"
    return ReportContext.panel(
      space, task, caption: "<b>\(task.name.rawValue)</b>",
      """
      \(chart.svg(
        id: id, title: "Distribution of \(title)",
        description: "Histogram of \(Numeral.counted(values.count, "architecture")) from \(Numeral.short(low)) to \(Numeral.short(high)), median \(median).",
        xLabel: "\(task.scoreMetric), \(rule.rawValue), \(Numeral.counted(budget, "epoch"))", yLabel: "architectures", marks: marks))\
      \(ReportContext.folded(
        "Figures of \(title)", ["figure", "value"], (figures ?? []).map { [$0.0, Numeral.short($0.1)] }, numbersFrom: 1))
      """)
  }
}
