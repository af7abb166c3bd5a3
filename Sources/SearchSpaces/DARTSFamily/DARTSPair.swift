/// An operation and what it reads: 0 the output of the cell before the last, 1 the output of the last cell, 2 and above
/// the nodes of the cell itself.
public struct DARTSPair: Sendable, Hashable {
  public let operation: DARTSOperation
  /// 0 ... 6.
  public let source: Int

  public init(_ operation: DARTSOperation, _ source: Int) {
    precondition((0...6).contains(source), "a cell has at most two inputs and five nodes")
    self.operation = operation
    self.source = source
  }

  /// Sorts as the texts of two pairs do: operation, then source.
  var textOrder: UInt8 { operation.rawValue << 4 | UInt8(source) }

  /// Sorts by source, then operation.
  var sourceOrder: UInt8 { UInt8(source) << 4 | operation.rawValue }
}
