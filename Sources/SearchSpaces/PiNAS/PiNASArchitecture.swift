/// A network of Pi-NAS: 16 blocks in stages of 3, 4, 6 and 3, each with one of four choices.
public struct PiNASArchitecture: Sendable, Hashable {
  /// The number of blocks.
  public static let count = 16

  /// The choices as a number of base 4, the first one highest.
  public let code: UInt32

  public init(code: UInt32) { self.code = code }

  /// - Precondition: there are 16.
  public init(choices: [PiNASChoice]) {
    precondition(choices.count == Self.count, "sixteen choices")
    code = choices.reduce(0) { $0 << 2 | UInt32($1.rawValue) }
  }

  /// The choices of the 16 blocks.
  public var choices: [PiNASChoice] {
    (0..<Self.count).map { block in
      guard let choice = PiNASChoice(rawValue: UInt8(code >> UInt32(30 - 2 * block) & 3)) else {
        preconditionFailure("two bits")
      }
      return choice
    }
  }
}
