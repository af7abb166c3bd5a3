import Core

extension VectorDrawing {
  /// From one node of a chain to the next, in pixels.
  private static let step = 48

  /// A chain from top to bottom, operations at the right of their edges; nil unless each node has one edge to the next
  /// and none to another.
  static func drawChain(_ sketch: CellSketch, top: Int, marker: String) -> (text: String, width: Int, bottom: Int)? {
    guard sketch.edges.map(\.source) == Array(0..<(sketch.nodes.count - 1)),
      sketch.edges.allSatisfy({ $0.target == $0.source + 1 })
    else { return nil }
    let longest = sketch.nodes.map(halfWidth).max() ?? 0
    let center = margin + longest
    func middle(_ node: Int) -> Int { top + 34 + node * step }
    var text = "<text x=\"\(margin)\" y=\"\(top + 14)\" font-weight=\"bold\">\(escaped(sketch.title))</text>\n"
    for edge in sketch.edges {
      let (start, end) = (middle(edge.source) + 12, middle(edge.target) - 12)
      text +=
        "<path d=\"M\(center) \(start)V\(end)\" fill=\"none\" stroke=\"#555\""
        + (edge.isLive ? "" : " stroke-dasharray=\"4 3\" opacity=\"0.6\"") + " marker-end=\"url(#\(marker))\"/>\n"
      if edge.label.isEmpty { continue }
      text +=
        "<text x=\"\(center + 10)\" y=\"\((start + end) / 2 + 4)\" fill=\"\(edge.isLive ? "#111" : "#888")\">"
        + "\(escaped(edge.label))</text>\n"
    }
    for (node, name) in sketch.nodes.enumerated() {
      let half = halfWidth(name)
      text +=
        "<rect x=\"\(center - half)\" y=\"\(middle(node) - 12)\" width=\"\(2 * half)\" height=\"24\" rx=\"6\" "
        + "fill=\"#eef3fb\" stroke=\"#345\"/>\n<text x=\"\(center)\" y=\"\(middle(node) + 4)\" "
        + "text-anchor=\"middle\">\(escaped(name))</text>\n"
    }
    let label = sketch.edges.map(\.label.count).max() ?? 0
    let width = max(center + 10 + label * letterWidth, center + longest, margin + sketch.title.count * 8) + 8
    return (text, width, middle(sketch.nodes.count - 1) + 12)
  }
}
