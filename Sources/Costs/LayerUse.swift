/// What becomes of a layer within one forward pass of one example.
public struct LayerUse: Sendable, Hashable {
  /// How often the layer runs: 1 as a rule, 9 for a backbone shared by nine tiles, 0 for a layer that is trained with
  /// the network but not run by its forward pass (the discriminator of a GAN). Parameters count once in any case.
  public var copies: Int
  /// Whether the layer lies on some path from input to output, or is run for its own sake; false only for what pruning
  /// removes.
  public var isLive: Bool

  public init(copies: Int = 1, isLive: Bool = true) {
    self.copies = copies
    self.isLive = isLive
  }

  /// The same copies, live only where `condition` holds too.
  public func live(if condition: Bool) -> LayerUse {
    LayerUse(copies: copies, isLive: isLive && condition)
  }
}
