import Core
import Costs

extension CellSketch {
  /// A network without branches.
  /// - Parameters:
  ///   - input: the node that the first step starts from.
  ///   - steps: an operation each, and the node that it leads to.
  static func chain(_ title: String, from input: String, _ steps: [(operation: String, node: String)]) -> CellSketch {
    let edges = steps.enumerated().map { Edge(from: $0, to: $0 + 1, label: $1.operation) }
    return CellSketch(title: title, nodes: [input] + steps.map(\.node), edges: edges)
  }
}

extension FeatureShape {
  /// Channels, rows and columns, as in `64x16x16`: the name of a node in a sketch.
  var sketchName: String { "\(channels)x\(height)x\(width)" }
}
