/// A table of texts in columns: the first to the left, the others to the right.
enum TextTable {
  static func text(_ rows: [[String]], indent: Int) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    var text = ""
    for row in rows {
      var line = String(repeating: " ", count: indent)
      for (column, cell) in row.enumerated() {
        let blank = String(repeating: " ", count: widths[column] - cell.count)
        line += column == 0 ? cell + blank : "  " + blank + cell
      }
      while line.hasSuffix(" ") { line.removeLast() }
      text += line + "\n"
    }
    return text
  }
}
