/// A module of the backbone: two blocks, of which the first may double the channels and halve the resolution.
public enum TransNASModule: UInt8, Sendable, Hashable, CaseIterable {
  case plain = 1
  case doubling = 2
  case halving = 3
  case doublingAndHalving = 4

  /// Whether the module makes twice as many channels as it reads.
  public var doublesChannels: Bool { self == .doubling || self == .doublingAndHalving }
  /// Whether the module makes half as many rows and columns as it reads, rounded up.
  public var halvesResolution: Bool { self == .halving || self == .doublingAndHalving }
}
