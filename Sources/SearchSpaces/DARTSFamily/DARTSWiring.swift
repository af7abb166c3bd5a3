import Graphs

/// A cell of the DARTS family as a graph: two inputs, nodes that sum what operations make of earlier ones, and an output
/// that joins the channels of some nodes. What all notations and spaces of the family have in common.
struct DARTSWiring: Sendable, Hashable {
  /// Inputs and nodes: 3 ... 7.
  let nodeCount: Int
  /// In the order of their targets.
  let edges: [DARTSEdge]
  /// The nodes whose channels make up the output, as a bit set: bit k stands for node k, 0 and 1 being the inputs.
  let concatenated: UInt64
  /// The nodes on some path from an input to the output, as a bit set; an input is live if something live reads it.
  let liveNodes: UInt64

  static let inputCount = 2

  /// - Precondition: every node has an edge into it, and some node is concatenated.
  init(nodeCount: Int, edges: [DARTSEdge], concatenated: UInt64) {
    self.nodeCount = nodeCount
    self.edges = edges
    self.concatenated = concatenated
    var successors = [UInt64](repeating: 0, count: nodeCount)
    for edge in edges { successors[edge.source] |= 1 << UInt64(edge.target) }
    // One node before the inputs and one behind the output make two inputs one and several outputs one.
    let live = nodesOnPaths(nodeCount: nodeCount + 2) { node in
      switch node {
      case 0: 0b110
      case nodeCount + 1: 0
      default: successors[node - 1] << 1 | (concatenated >> UInt64(node - 1) & 1) << UInt64(nodeCount + 1)
      }
    }
    liveNodes = live >> 1 & (1 << UInt64(nodeCount) - 1)
  }

  /// A cell whose node k has the pairs 2k - 4 and 2k - 3 of `pairs`.
  init(_ pairs: DARTSPairs, concatenated: UInt64) {
    let edges = pairs.indices.map { index in
      DARTSEdge(
        operation: pairs[index].operation, source: pairs[index].source, target: index / 2 + Self.inputCount)
    }
    self.init(nodeCount: pairs.nodeCount + Self.inputCount, edges: edges, concatenated: concatenated)
  }

  /// Two pairs per node, those of a node in ascending `sourceOrder`.
  /// - Precondition: every node has two edges into it.
  var pairs: DARTSPairs {
    precondition(edges.count == 2 * (nodeCount - Self.inputCount), "two pairs a node")
    return DARTSPairs(edges.map { DARTSPair($0.operation, $0.source) }).sortedWithinNodes { $0.sourceOrder }
  }

  /// Whether node `node` is live.
  func isLive(_ node: Int) -> Bool { liveNodes >> UInt64(node) & 1 == 1 }

  /// The number of nodes that make up the output.
  var outputNodeCount: Int { concatenated.nonzeroBitCount }

  /// The sources of the edges into `node`, as a bit set.
  func sources(of node: Int) -> UInt64 {
    edges.reduce(into: 0) { sources, edge in
      if edge.target == node { sources |= 1 << UInt64(edge.source) }
    }
  }
}
