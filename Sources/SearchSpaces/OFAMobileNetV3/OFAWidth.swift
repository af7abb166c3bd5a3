/// The width multiplier of a once-for-all supernet.
public enum OFAWidth: Int, Sendable, Hashable, CaseIterable {
  case single = 10
  case wide = 12

  /// The multiplier as a number, 1.0 or 1.2.
  public var multiplier: Double { self == .single ? 1.0 : 1.2 }

  /// `channels` times the multiplier, rounded as the authors round.
  func scaled(_ channels: Int) -> Int { EightfoldChannels.nearest(toTenths: rawValue * channels) }
}
