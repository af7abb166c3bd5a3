import Core

/// The score against each cost: how many architectures lie where, and the Pareto front.
struct ReportCosts {
  let context: ReportContext

  /// Bins in each direction; single points of thousands would neither be seen nor fit.
  private static let columns = 48
  private static let rows = 32
  /// Levels of shade.
  private static let levels = 4
  /// Members of the front that are listed.
  private static let listed = 60

  var html: HTML {
    var html: HTML = ""
    for (place, part) in context.parts.enumerated() {
      var panels: HTML = ""
      for (index, fronts) in (part.statistics?.fronts ?? []).enumerated() where fronts.costs.count == 1 {
        panels += panel(part.space, fronts, id: "cost-\(place)-\(index)")
      }
      html += ReportContext.block(part.space, panels)
    }
    return html
  }

  private func panel(_ space: ReleasedSpace, _ fronts: ParetoFronts, id: String) -> HTML {
    let task = space.tasks[fronts.task]
    let cost = fronts.costs[0]
    let members = fronts.front.indices.filter { fronts.front[$0] > 0 }
    let (scores, costs) = (fronts.columns[0], fronts.columns[1])
    // With room for the marks of the front, whose members lie at the edges.
    let chart = Chart(
      x: Chart.across(members.map { costs[$0] }, margin: 0.03, mayBeLogarithmic: true),
      y: Chart.upwards(members.map { scores[$0] }, margin: 0.04))
    var marks = shades(members.map { (chart.x.place(costs[$0]), chart.y.place(scores[$0])) })
    let front = members.filter { fronts.front[$0] == 1 }.sorted { (costs[$0], $0) < (costs[$1], $1) }
    var path: HTML = ""
    var before = 0.0
    for (index, member) in front.enumerated() {
      let (x, y) = (chart.x.place(costs[member]), chart.y.place(scores[member]))
      if index == 0 { path += "M\(px: x) \(px: y)" } else { path += "L\(px: x) \(px: before)V\(px: y)" }
      before = y
    }
    marks += "<path class=\"front\" d=\"\(path)\"/>"
    for member in front.prefix(Self.listed) {
      marks += """
        <circle class="point" cx="\(px: chart.x.place(costs[member]))" cy="\(px: chart.y.place(scores[member]))" r="3.5" \
        data-tip="\(space.architectures[member].encoding): \(Numeral.short(scores[member])) at \
        \(Numeral.short(costs[member])) \(cost)"/>
        """
    }
    let rows = front.prefix(Self.listed).map { member in
      [space.architectures[member].encoding, Numeral.short(costs[member]), Numeral.short(scores[member])]
    }
    let title = "\(task.scoreMetric) of \(task.name) against \(cost) in \(space.id)"
    let unit = cost == "latency" ? "latency, seconds" : cost
    return ReportContext.panel(
      space, task, caption: "<b>\(task.name.rawValue)</b> and \(unit)",
      """
      \(chart.svg(
        id: id, title: title,
        description: "\(Numeral.counted(fronts.count, "architecture")) in bins, stronger for more; the front of \(front.count) that no other dominates.",
        xLabel: chart.x.isLogarithmic ? "\(unit), logarithmic" : unit, yLabel: task.scoreMetric.rawValue, marks: marks))\
      \(ReportContext.folded("Front: \(title)", ["architecture", cost, task.scoreMetric.rawValue], rows, numbersFrom: 1))
      """)
  }

  /// One path for each level of shade over the bins of a grid.
  private func shades(_ points: [(Double, Double)]) -> HTML {
    let (width, height) = (Chart.right - Chart.left, Chart.bottom - Chart.top)
    var counts = Array(repeating: 0, count: Self.columns * Self.rows)
    for (x, y) in points {
      let column = min(max(Int((x - Chart.left) / width * Double(Self.columns)), 0), Self.columns - 1)
      let row = min(max(Int((y - Chart.top) / height * Double(Self.rows)), 0), Self.rows - 1)
      counts[row * Self.columns + column] += 1
    }
    // In units of bins, neighbours of one level as one stroke: a tenth of the text of single rectangles.
    var paths = Array(repeating: "", count: Self.levels)
    for row in 0..<Self.rows {
      var column = 0
      while column < Self.columns {
        let level = Self.level(counts[row * Self.columns + column])
        let start = column
        repeat {
          column += 1
        } while column < Self.columns
          && Self.level(counts[row * Self.columns + column]) == level
        if let level { paths[level] += "M\(start) \(row)h\(column - start)" }
      }
    }
    let scale =
      "scale(\(Numeral.fixed(width / Double(Self.columns), decimals: 4)) "
      + "\(Numeral.fixed(height / Double(Self.rows), decimals: 4)))"
    var html: HTML = "<g transform=\"translate(\(px: Chart.left) \(px: Chart.top)) \(scale) translate(0 .5)\">"
    for (level, path) in paths.enumerated() where !path.isEmpty {
      html += "<path class=\"bin bin\(level)\" d=\"\(path)\"/>"
    }
    html += "</g>"
    return html
  }

  /// 1, 2 to 4, 5 to 16, more; nil for none.
  private static func level(_ count: Int) -> Int? {
    count == 0 ? nil : count == 1 ? 0 : count <= 4 ? 1 : count <= 16 ? 2 : 3
  }
}
