/// A chart with two axes in SVG, with room for marks: what stands on the page besides a table of the same values.
struct Chart {
  static let width = 360.0
  static let height = 230.0
  /// The coordinates of the plot.
  static let left = 52.0
  static let right = 350.0
  static let top = 10.0
  static let bottom = 186.0

  let x: ChartScale
  let y: ChartScale

  init(x: [Double], y: [Double]) {
    self.x = ChartScale(x, from: Self.left, to: Self.right)
    self.y = ChartScale(y, from: Self.bottom, to: Self.top)
  }

  /// - Parameters:
  ///   - title: what the chart is of; `description` what it shows, for those who cannot see it.
  ///   - id: unique on the page.
  func svg(id: String, title: String, description: String, xLabel: String, yLabel: String, marks: HTML) -> HTML {
    var svg: HTML = """
      <svg viewBox="0 0 360 230" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(title)</title>\
      <desc id="\(id)-d">\(description)</desc>
      """
    for tick in y.ticks {
      let place = y.place(tick)
      svg += """
        <path class="grid" d="M\(px: Self.left) \(px: place)H\(px: Self.right)"/>\
        <text x="\(px: Self.left - 5)" y="\(px: place + 4)" class="end">\(Numeral.short(tick))</text>
        """
    }
    for tick in x.ticks {
      let place = x.place(tick)
      svg += """
        <path class="axis" d="M\(px: place) \(px: Self.bottom)v4"/>\
        <text x="\(px: place)" y="\(px: Self.bottom + 17)" class="middle">\(Numeral.short(tick))</text>
        """
    }
    svg += marks
    svg += """
      <path class="axis" d="M\(px: Self.left) \(px: Self.top)V\(px: Self.bottom)H\(px: Self.right)"/>\
      <text x="\(px: (Self.left + Self.right) / 2)" y="\(px: Self.height - 6)" class="middle">\(xLabel)</text>\
      <text x="12" y="\(px: (Self.top + Self.bottom) / 2)" class="middle" \
      transform="rotate(-90 12 \(px: (Self.top + Self.bottom) / 2))">\(yLabel)</text></svg>

      """
    return svg
  }
}
