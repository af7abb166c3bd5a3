import Core

/// The best architectures of each space, drawn.
struct ReportCells {
  let context: ReportContext

  /// How many of each space are drawn.
  private static let count = 3
  /// Pixels beyond which a drawing is scrolled, not made smaller.
  private static let widest = 900
  /// Pixels beyond which a chain is drawn downwards: a panel of the page.
  private static let panelWidth = 560

  var html: HTML {
    var html: HTML = "<div class=\"panels wide\">"
    for (place, part) in context.parts.enumerated() {
      for (rank, entry) in best(part.space).enumerated() {
        html += panel(part.space, entry.architecture, entry.said, rank, place)
      }
    }
    html += "</div>"
    return html
  }

  /// By average rank, or by the first task where no architecture has all tasks.
  private func best(_ space: ReleasedSpace) -> [(architecture: Int, said: String)] {
    let ranked = space.architectures.indices.compactMap { index in
      space.architectures[index].averageRank.map { (rank: $0, index: index) }
    }
    if !ranked.isEmpty {
      return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.prefix(Self.count).map {
        ($0.index, "average rank \(Numeral.short($0.rank))")
      }
    }
    guard let task = space.tasks.first else { return [] }
    let sign = ReportContext.isLowerBetter(task) ? 1.0 : -1.0
    return ReportContext.scores(task).map { (value: sign * ($0.value ?? 0), index: $0.architecture) }
      .sorted { ($0.value, $0.index) < ($1.value, $1.index) }.prefix(Self.count).map {
        ($0.index, "\(task.scoreMetric) \(Numeral.short(sign * $0.value)) on \(task.name)")
      }
  }

  private func panel(_ space: ReleasedSpace, _ index: Int, _ said: String, _ rank: Int, _ place: Int) -> HTML {
    let encoding = space.architectures[index].encoding
    let cost = space.architectures[index].description.primaryCost
    let costs = cost.map { "; \(Numeral.short(Double($0.params))) parameters, \(Numeral.short(Double($0.macs))) MACs" }
    var drawing: HTML = ""
    if let known = context.spaces.first(where: { $0.id == space.id }) {
      let sketches = Self.sketches(known, encoding)
      if !sketches.isEmpty {
        let picture = VectorDrawing(
          sketches, title: "\(space.id): \(encoding)", marker: "arrow-\(place)-\(rank)",
          widestChain: Self.panelWidth)
        drawing = """
          <div class="scroll cell-drawing\(markup: picture.width > Self.widest ? " long" : "")" tabindex="0" role="region" aria-label="Drawing of \(encoding)">\
          \(markup: picture.text)</div>
          """
      }
    }
    return ReportContext.panel(
      space, nil, caption: "<b>\(rank + 1)</b> <code>\(encoding)</code>",
      "\(drawing)<p class=\"note\">\(space.id.rawValue): \(said)\(costs ?? "").</p>")
  }

  private static func sketches<Space: SearchSpace>(_ space: Space, _ encoding: String) -> [CellSketch] {
    guard let cell = try? space.parse(encoding) else { return [] }
    return space.sketches(of: cell)
  }
}
