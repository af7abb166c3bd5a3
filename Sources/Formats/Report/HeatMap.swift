/// A grid of correlations in SVG: two decimals in each cell, stronger for more, another colour for negative ones.
struct HeatMap {
  /// One cell, and what a pointer on it says.
  struct Cell {
    var row: Int
    var column: Int
    var value: Double
    var said: String
    /// The space and task that a click leaves alone.
    var pick: (space: String, task: String)
  }

  /// Sides of a cell, and characters of a name that are shown.
  private static let size = 46.0
  private static let longest = 24
  /// The width of a letter, rather more than less, and of one in a name that is turned.
  private static let letter = 6.7
  private static let (across, up) = (5.4, 4.6)

  let rows: [String]
  let columns: [String]
  let cells: [Cell]

  /// - Parameters:
  ///   - id: unique on the page.
  ///   - title: what the map is of; `description` what it shows, for those who cannot see it.
  func svg(id: String, title: String, description: String) -> HTML {
    let (rows, columns) = (rows.map(Self.shortened), columns.map(Self.shortened))
    let left = Double(rows.map(\.count).max() ?? 0) * Self.letter + 12
    let top = Double(columns.map(\.count).max() ?? 0) * Self.up + 18
    // A turned name begins above its column and ends right of it.
    let ends = columns.enumerated().map { Self.size * (Double($0) + 0.5) + Double($1.count) * Self.across }
    let width = left + max(Self.size * Double(columns.count), ends.max() ?? 0) + 4
    let height = top + Self.size * Double(rows.count) + 2
    var marks: HTML = ""
    for (index, name) in rows.enumerated() {
      let y = top + Self.size * (Double(index) + 0.5) + 4
      marks += "<text x=\"\(px: left - 6)\" y=\"\(px: y)\" class=\"end\">\(name)</text>"
    }
    for (index, name) in columns.enumerated() {
      let x = left + Self.size * (Double(index) + 0.5) - 4
      marks += """
        <text x="\(px: x)" y="\(px: top - 6)" transform="rotate(-40 \(px: x) \(px: top - 6))">\(name)</text>
        """
    }
    for cell in cells {
      let (x, y) = (left + Self.size * Double(cell.column), top + Self.size * Double(cell.row))
      marks += """
        <g data-tip="\(cell.said)" data-pick-space="\(cell.pick.space)" data-pick-task="\(cell.pick.task)">\
        <rect class="\(markup: cell.value < 0 ? "against" : "with")" x="\(px: x + 1)" y="\(px: y + 1)" width="44" \
        height="44" fill-opacity="\(Numeral.fixed(0.05 + 0.32 * min(abs(cell.value), 1), decimals: 2))"/>\
        <text x="\(px: x + Self.size / 2)" y="\(px: y + Self.size / 2 + 4)" class="middle">\
        \(Numeral.padded(cell.value, decimals: 2))</text></g>
        """
    }
    return """
      <svg viewBox="0 0 \(px: width) \(px: height)" width="\(px: width)" role="img" aria-labelledby="\(id)-t \(id)-d">\
      <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>\(marks)</svg>
      """
  }

  private static func shortened(_ name: String) -> String {
    name.count > longest ? String(name.prefix(longest - 1)) + "…" : name
  }
}
