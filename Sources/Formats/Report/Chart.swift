/// A chart with two axes in SVG, with room for marks: what stands on the page besides a table of the same values.
struct Chart {
  static let width = 360.0
  static let height = 230.0
  /// The coordinates of the plot.
  static let left = 60.0
  static let right = 350.0
  static let top = 26.0
  static let bottom = 190.0
  /// Half the width of a digit, rather more than less.
  private static let halfDigit = 3.7

  let x: ChartScale
  let y: ChartScale

  /// The scale of an axis from left to right.
  static func across(
    _ values: [Double], isWhole: Bool = false, margin: Double = 0, mayBeLogarithmic: Bool = false
  ) -> ChartScale {
    ChartScale(
      values, from: left, to: right, isWhole: isWhole, margin: margin, mayBeLogarithmic: mayBeLogarithmic)
  }

  /// The scale of an axis from the bottom up.
  static func upwards(_ values: [Double], isWhole: Bool = false, margin: Double = 0) -> ChartScale {
    ChartScale(values, from: bottom, to: top, isWhole: isWhole, margin: margin)
  }

  /// - Parameters:
  ///   - title: what the chart is of; `description` what it shows, for those who cannot see it.
  ///   - id: unique on the page.
  func svg(id: String, title: String, description: String, xLabel: String, yLabel: String, marks: HTML) -> HTML {
    var svg: HTML = """
      <svg viewBox="0 0 360 230" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(title)</title>\
      <desc id="\(id)-d">\(description)</desc>
      """
    for (tick, label) in zip(y.ticks, y.labels) {
      let place = y.place(tick)
      svg += """
        <path class="grid" d="M\(px: Self.left) \(px: place)H\(px: Self.right)"/>\
        <text x="\(px: Self.left - 5)" y="\(px: place + 4)" class="end">\(label)</text>
        """
    }
    var free = -Double.infinity
    for (tick, label) in zip(x.ticks, x.labels) {
      let place = x.place(tick)
      svg += "<path class=\"axis\" d=\"M\(px: place) \(px: Self.bottom)v4\"/>"
      let half = Double(label.count) * Self.halfDigit
      // Within the picture, whose right edge is near, and not on the label before.
      let middle = min(place, Self.width - half)
      if middle - half < free { continue }
      free = middle + half + Self.halfDigit
      svg += "<text x=\"\(px: middle)\" y=\"\(px: Self.bottom + 17)\" class=\"middle\">\(label)</text>"
    }
    svg += marks
    svg += """
      <path class="axis" d="M\(px: Self.left) \(px: Self.top)V\(px: Self.bottom)H\(px: Self.right)"/>\
      <text x="\(px: (Self.left + Self.right) / 2)" y="\(px: Self.height - 6)" class="middle">\(xLabel)</text>\
      <text x="0" y="10">\(yLabel)</text></svg>

      """
    return svg
  }
}
