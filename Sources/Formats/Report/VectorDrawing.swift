public import Core

/// Graphs drawn as a picture in SVG 1.1 that needs nothing else: nodes in a line from input to output, edges as arcs
/// above, several operations between two nodes below each other, dead ones dashed.
public struct VectorDrawing: Sendable {
  /// The document.
  public let text: String
  /// In pixels.
  public let width: Int

  static let letterWidth = 7
  private static let lineHeight = 14
  static let margin = 24

  /// - Parameters:
  ///   - title: what the picture is of, for those who cannot see it.
  ///   - marker: the id of the arrow's head, unique where several pictures stand on one page.
  ///   - widestChain: pixels beyond which a chain goes downwards, not to the right.
  public init(_ sketches: [CellSketch], title: String, marker: String = "arrow", widestChain: Int = .max) {
    var body = ""
    var (width, height) = (0, Self.margin)
    for sketch in sketches {
      var part = Self.draw(sketch, top: height, marker: marker)
      if part.width > widestChain, let chain = Self.drawChain(sketch, top: height, marker: marker) { part = chain }
      body += part.text
      width = max(width, part.width)
      height = part.bottom + Self.margin
    }
    self.width = width
    text = """
      <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-family="sans-serif" font-size="12" role="img">
      <title>\(Self.escaped(title))</title>
      <defs><marker id="\(marker)" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
      <path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>
      <rect width="\(width)" height="\(height)" fill="#fff"/>
      \(body)</svg>

      """
  }

  /// All edges between two nodes.
  private struct Arc {
    var source: Int
    var target: Int
    var labels: [String]
    var isLive: Bool
    var span: Int { target - source }
  }

  private static func draw(_ sketch: CellSketch, top: Int, marker: String) -> (text: String, width: Int, bottom: Int) {
    let arcs = arcs(of: sketch)
    let longestLabel = arcs.flatMap(\.labels).map(\.count).max() ?? 0
    let longestName = sketch.nodes.map(\.count).max() ?? 0
    let lines = arcs.map(\.labels.count).max() ?? 0
    let spacing = max(90, (longestLabel + longestName + 6) * letterWidth)
    let rise = (lines + 1) * lineHeight
    let left = margin + (longestName * letterWidth) / 2 + 10
    let baseline = top + lineHeight + max(1, arcs.map(\.span).max() ?? 1) * rise + 20
    func center(_ node: Int) -> Int { left + node * spacing }

    var text = "<text x=\"\(margin)\" y=\"\(top + lineHeight)\" font-weight=\"bold\">\(escaped(sketch.title))</text>\n"
    var labels = ""
    for arc in arcs {
      let (start, end) = (center(arc.source), center(arc.target))
      let middle = (start + end) / 2
      let apex = (arc.span - 1) * rise
      let style = "fill=\"none\" stroke=\"#555\"" + (arc.isLive ? "" : " stroke-dasharray=\"4 3\" opacity=\"0.6\"")
      // A quadratic curve comes half as high as its control point.
      let path =
        apex == 0
        ? "M\(start + halfWidth(sketch.nodes[arc.source])) \(baseline)H\(end - halfWidth(sketch.nodes[arc.target]))"
        : "M\(start) \(baseline - 12)Q\(middle) \(baseline - 12 - 2 * apex) \(end) \(baseline - 12)"
      text += "<path d=\"\(path)\" \(style) marker-end=\"url(#\(marker))\"/>\n"
      let lowest = apex == 0 ? baseline - 5 : baseline - 12 - apex + 4
      for (index, label) in arc.labels.reversed().enumerated() where !label.isEmpty {
        labels +=
          "<text x=\"\(middle)\" y=\"\(lowest - index * lineHeight)\" text-anchor=\"middle\" stroke=\"#fff\" "
          + "stroke-width=\"8\" stroke-linejoin=\"round\" paint-order=\"stroke\" fill=\"\(arc.isLive ? "#111" : "#888")\">\(escaped(label))</text>\n"
      }
    }
    text += labels
    for (node, name) in sketch.nodes.enumerated() {
      let half = halfWidth(name)
      text +=
        "<rect x=\"\(center(node) - half)\" y=\"\(baseline - 12)\" width=\"\(2 * half)\" height=\"24\" rx=\"6\" "
        + "fill=\"#eef3fb\" stroke=\"#345\"/>\n<text x=\"\(center(node))\" y=\"\(baseline + 4)\" "
        + "text-anchor=\"middle\">\(escaped(name))</text>\n"
    }
    let width = center(max(0, sketch.nodes.count - 1)) + left
    return (text, max(width, margin * 2 + sketch.title.count * 8), baseline + 12)
  }

  /// Half the width of the box of a node.
  static func halfWidth(_ name: String) -> Int { name.count * letterWidth / 2 + 8 }

  /// Live and dead edges between the same nodes stay apart; longest first, so that shorter ones lie above.
  private static func arcs(of sketch: CellSketch) -> [Arc] {
    var arcs: [Arc] = []
    for edge in sketch.edges {
      let same = arcs.firstIndex {
        $0.source == edge.source && $0.target == edge.target && $0.isLive == edge.isLive
      }
      if let same {
        arcs[same].labels.append(edge.label)
      } else {
        arcs.append(Arc(source: edge.source, target: edge.target, labels: [edge.label], isLive: edge.isLive))
      }
    }
    return arcs.sorted { ($0.target - $0.source, $1.source, $1.target) > ($1.target - $1.source, $0.source, $0.target) }
  }

  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
