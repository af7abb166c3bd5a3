/// Calls `body` with every order of the nodes of a DAG in which each node stands behind its predecessors.
///
/// The first `fixedCount` nodes keep their places: inputs that must not be exchanged. Orders come lexicographically by
/// node, and there may be (nodes - `fixedCount`)! of them.
/// - Parameters:
///   - sources: for each of up to 64 nodes, the bit set of its predecessors.
///   - fixedCount: 0 ... the number of nodes.
/// - Complexity: O(orders * nodes), one allocation.
public func forEachTopologicalOrder(sources: [UInt64], fixedCount: Int, _ body: ([Int]) -> Void) {
  precondition(sources.count <= 64 && (0...sources.count).contains(fixedCount), "a bit set of 64 nodes")
  var order = Array(0..<fixedCount)
  order.reserveCapacity(sources.count)
  func extend(_ placed: UInt64) {
    guard order.count < sources.count else { return body(order) }
    for node in fixedCount..<sources.count where placed >> UInt64(node) & 1 == 0 && sources[node] & ~placed == 0 {
      order.append(node)
      extend(placed | 1 << UInt64(node))
      order.removeLast()
    }
  }
  extend(fixedCount == 64 ? .max : 1 << UInt64(fixedCount) - 1)
}
