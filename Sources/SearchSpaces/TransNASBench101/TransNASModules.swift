/// The modules of a backbone in the order of the forward pass, up to ten, packed into one word.
public struct TransNASModules: Sendable, Hashable, RandomAccessCollection {
  /// Three bits a module, the first one highest, 0 after the last.
  private var word: UInt32 = 0

  public static let maximumCount = 10

  public init() {}

  public init(_ modules: some Sequence<TransNASModule>) {
    for module in modules { append(module) }
  }

  /// Adds a module at the end.
  /// - Precondition: there are fewer than ten.
  public mutating func append(_ module: TransNASModule) {
    precondition(count < Self.maximumCount, "at most ten modules")
    word |= UInt32(module.rawValue) << Self.shift(count)
  }

  public var startIndex: Int { 0 }
  /// Every module sets one of its three bits, so the lowest bit set tells how many there are.
  public var endIndex: Int { (32 - word.trailingZeroBitCount) / 3 }

  public subscript(position: Int) -> TransNASModule {
    guard let module = TransNASModule(rawValue: UInt8(word >> Self.shift(position) & 7)) else {
      preconditionFailure("module \(position) of \(count)")
    }
    return module
  }

  private static func shift(_ position: Int) -> UInt32 { UInt32(27 - 3 * position) }
}
