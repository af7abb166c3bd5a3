public import Core

/// A convention under the name `published`, for spaces whose authors publish figures under it.
///
/// Not in `allCostConventions`: what it counts differs from space to space.
public struct PublishedCounts<Convention: CostConvention>: CostConvention {
  private let convention: Convention

  /// - Parameter convention: the authors' own.
  public init(_ convention: Convention) { self.convention = convention }

  public var name: CounterName { "published" }
  public func count(_ layer: Layer) -> Int { convention.count(layer) }
}
