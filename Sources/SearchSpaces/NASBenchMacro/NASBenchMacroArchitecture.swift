import Core

/// A network of NAS-Bench-Macro: eight layers in stages of 2, 3 and 3, each with a choice of three blocks.
public struct NASBenchMacroArchitecture: Sendable, Hashable {
  /// The number of networks.
  public static let count = 6561

  /// The layers of each stage.
  static let stages = [0..<2, 2..<5, 5..<8]

  /// What an encoding looks like, for error messages.
  static let grammar = "'01201201', eight digits 0 to 2"

  /// The digits as a number of base 3, the first one highest, 0 ..< 6,561: networks by code are networks by encoding.
  public let code: UInt16

  /// - Precondition: `code` < 6,561.
  public init(code: UInt16) {
    precondition(code < Self.count, "a code below 6561")
    self.code = code
  }

  /// - Precondition: there are eight.
  public init(blocks: [NASBenchMacroBlock]) {
    precondition(blocks.count == 8, "eight layers")
    code = blocks.reduce(0) { $0 * 3 + UInt16($1.rawValue) }
  }

  /// The blocks of the eight layers.
  public var blocks: [NASBenchMacroBlock] {
    var rest = code
    var blocks: [NASBenchMacroBlock] = []
    for _ in 0..<8 {
      guard let block = NASBenchMacroBlock(rawValue: UInt8(rest % 3)) else { preconditionFailure("a digit of base 3") }
      blocks.append(block)
      rest /= 3
    }
    return blocks.reversed()
  }

  /// The eight digits.
  var encoding: String { blocks.map { "\($0.rawValue)" }.joined() }

  init(encoding: String) throws(EncodingError) {
    let symbols = NASBenchMacroBlock.allCases.map { "'\($0.rawValue)' \($0.label)" }.joined(separator: ", ")
    var reader = EncodingReader(encoding, grammar: Self.grammar)
    var code: UInt16 = 0
    for _ in 0..<8 { code = code * 3 + UInt16(try reader.digit(upTo: 2, symbols: symbols)) }
    try reader.end()
    self.init(code: code)
  }
}
