public import Core

/// A published way to count the work of a forward pass, layer by layer.
public protocol CostConvention: Sendable {
  /// The name that stands in artifacts.
  var name: CounterName { get }

  /// The count of one run of `layer` on one example.
  /// - Complexity: O(1), no allocation.
  func count(_ layer: Layer) -> Int
}
