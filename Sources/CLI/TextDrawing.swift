import Core

/// A graph drawn in lines of text: a row for each node and each edge, from input to output, and a lane for each node
/// between its first and its last edge.
///
/// ```
/// ●     input
/// ├──╮    nor_conv_3x3
/// │  ●  1
/// ↓       skip_connect
/// ├──╯    nor_conv_1x1
/// ●     output
/// ```
struct TextDrawing {
  /// The rows, without line feeds.
  let lines: [String]

  private struct Row {
    var lanes: [Character]
    var text: String
  }

  init(_ sketch: CellSketch) {
    var lanes = Lanes(sketch)
    var rows: [Row] = []
    for (node, name) in sketch.nodes.enumerated() {
      let incoming = sketch.edges.enumerated().filter { $0.element.target == node }
        .sorted { ($0.element.source, $0.offset) < ($1.element.source, $1.offset) }
      for (_, edge) in incoming {
        rows.append(Row(lanes: lanes.draw(edge), text: "  " + edge.label + (edge.isLive ? "" : " (dead)")))
      }
      rows.append(Row(lanes: lanes.draw(node: node), text: name))
    }
    let width = (rows.map(\.lanes.count).max() ?? 0) + 2
    lines = rows.map { row in
      var line = String(row.lanes) + String(repeating: " ", count: width - row.lanes.count) + row.text
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  /// Which node each column stands for at present.
  private struct Lanes {
    private var nodes: [Int?] = []
    private var columns: [Int?]
    /// The edges of each node that are still to be drawn.
    private var outgoing: [Int]

    init(_ sketch: CellSketch) {
      columns = Array(repeating: nil, count: sketch.nodes.count)
      outgoing = Array(repeating: 0, count: sketch.nodes.count)
      for edge in sketch.edges { outgoing[edge.source] += 1 }
    }

    mutating func draw(node: Int) -> [Character] {
      let column = columns[node] ?? open(node)
      let row = drawing { $0 == column ? "●" : nil }
      if outgoing[node] == 0 { nodes[column] = nil }
      return row
    }

    mutating func draw(_ edge: CellSketch.Edge) -> [Character] {
      guard let source = columns[edge.source] else { preconditionFailure("edges lead to later nodes") }
      outgoing[edge.source] -= 1
      let isLast = outgoing[edge.source] == 0
      let isFirst = columns[edge.target] == nil
      if isLast, isFirst {
        // The target goes on in the lane of its source.
        columns[edge.target] = source
        nodes[source] = edge.target
        return drawing { $0 == source ? (edge.isLive ? "↓" : "⇣") : nil }
      }
      let target = columns[edge.target] ?? open(edge.target)
      let isRightward = target > source
      let row = drawing(from: min(source, target), to: max(source, target), dash: edge.isLive ? "─" : "┄") { column in
        switch column {
        case source: isLast ? (isRightward ? "╰" : "╯") : (isRightward ? "├" : "┤")
        case target: isFirst ? (isRightward ? "╮" : "╭") : (isRightward ? "┤" : "├")
        default: nil
        }
      }
      if isLast { nodes[source] = nil }
      return row
    }

    /// Gives `node` the leftmost free lane.
    private mutating func open(_ node: Int) -> Int {
      let column = nodes.firstIndex { $0 == nil } ?? nodes.count
      if column == nodes.count { nodes.append(node) } else { nodes[column] = node }
      columns[node] = column
      return column
    }

    /// All lanes, with a line from one to another.
    private func drawing(
      from first: Int = 0, to last: Int = 0, dash: Character = " ", symbol: (Int) -> Character?
    ) -> [Character] {
      var row: [Character] = []
      for (column, node) in nodes.enumerated() {
        if column > 0 {
          let gap: Character = column > first && column <= last ? dash : " "
          row += [gap, gap]
        }
        let isCrossed = column > first && column < last
        row.append(symbol(column) ?? (node == nil ? (isCrossed ? dash : " ") : (isCrossed ? "┼" : "│")))
      }
      return row
    }
  }
}
