import Core

extension DARTSWiring {
  /// The drawing of the cell with the node names of the authors' `cnn/visualize.py`.
  ///
  /// Unlike theirs, only nodes that are concatenated are joined to the output.
  func sketch(_ title: String) -> CellSketch {
    let inner = (0..<(nodeCount - Self.inputCount)).map { String($0) }
    let output = nodeCount
    var drawn = edges.map {
      CellSketch.Edge(from: $0.source, to: $0.target, label: $0.operation.label, isLive: isLive($0.target))
    }
    for node in 0..<nodeCount where concatenated >> UInt64(node) & 1 == 1 {
      drawn.append(CellSketch.Edge(from: node, to: output, label: ""))
    }
    return CellSketch(title: title, nodes: ["c_{k-2}", "c_{k-1}"] + inner + ["c_{k}"], edges: drawn)
  }
}
