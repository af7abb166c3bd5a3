/// An operation from one node of a cell to another.
struct DARTSEdge: Sendable, Hashable {
  let operation: DARTSOperation
  /// 0 and 1 are the inputs.
  let source: Int
  /// At least 2, above `source`.
  let target: Int
}
