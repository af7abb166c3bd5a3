/// The nodes of a DAG that lie on some path from node 0 to the last node, as a bit set: bit k stands for node k.
///
/// Takes graphs of up to 64 nodes, more than `LabelledDAG` holds, so that a text can be pruned before limits apply to it.
/// - Parameters:
///   - nodeCount: 1 ... 64.
///   - successors: the bit set of the targets of a node's edges, each higher than the node itself.
/// - Returns: 0 if no path joins the two.
/// - Complexity: O(nodes²) bit operations, no allocation.
public func nodesOnPaths(nodeCount: Int, successors: (Int) -> UInt64) -> UInt64 {
  precondition((1...64).contains(nodeCount), "a bit set of 64 nodes")
  var reachable: UInt64 = 1
  for node in 0..<nodeCount where reachable & (1 << UInt64(node)) != 0 { reachable |= successors(node) }
  let output: UInt64 = 1 << UInt64(nodeCount - 1)
  guard reachable & output != 0 else { return 0 }
  var arriving = output
  for node in (0..<nodeCount).reversed() where successors(node) & arriving != 0 { arriving |= 1 << UInt64(node) }
  return reachable & arriving
}
