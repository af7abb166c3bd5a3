@testable import SearchSpaces

extension NASBench101Neighbours {
  /// The graph of a matrix of up to 8 vertices, with labels -2 ... 2.
  init(_ matrix: [[UInt8]], _ labels: [Int]) {
    self.init(vertexCount: labels.count)
    for source in labels.indices {
      for target in labels.indices { insertEdge(source, target, UInt64(matrix[source][target])) }
      setLabel(labels[source], of: source)
    }
  }
}
