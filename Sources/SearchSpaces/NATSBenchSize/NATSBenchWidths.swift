import Core

/// The five widths of a network of NATS-Bench's size space, each a multiple of 8 from 8 to 64.
public struct NATSBenchWidths: Sendable, Hashable {
  /// The number of networks.
  public static let count = 32_768

  /// What an encoding looks like, for error messages.
  static let grammar = "'8:16:24:32:40' with multiples of 8 from 8 to 64"

  /// The place of the network in the released files, 0 ..< 32,768: the widths in steps of 8 as a number of base 8, the
  /// first one highest.
  public let index: UInt16

  /// - Precondition: `index` < 32,768.
  public init(index: UInt16) {
    precondition(index < Self.count, "an index below 32768")
    self.index = index
  }

  /// The widths of stem and first cell, first reduction, second cell, second reduction, third cell.
  public var channels: [Int] { (0..<5).map { 8 * (Int(index >> UInt16(12 - 3 * $0) & 7) + 1) } }

  /// The widths in decimal digits, joined by colons.
  var encoding: String { channels.map { "\($0)" }.joined(separator: ":") }

  init(encoding: String) throws(EncodingError) {
    var reader = EncodingReader(encoding, grammar: Self.grammar)
    var index: UInt16 = 0
    for place in 0..<5 {
      if place > 0 { try reader.skip(":") }
      let offset = reader.offset
      let channels = try reader.number(upTo: 64, "a width in channels")
      guard channels > 0, channels.isMultiple(of: 8) else {
        throw EncodingError(
          .outsideLimits(found: "'\(channels)'", expected: "a multiple of 8 from 8 to 64"), at: offset)
      }
      index = index << 3 | UInt16(channels / 8 - 1)
    }
    try reader.end()
    self.init(index: index)
  }

  /// Every network in bytewise order of encodings, in which 16 stands before 8.
  static let all: [NATSBenchWidths] = {
    let steps = (UInt16(0)..<8).sorted { "\(8 * ($0 + 1))".precedesBytewise("\(8 * ($1 + 1))") }
    var indices: [UInt16] = [0]
    for _ in 0..<5 { indices = indices.flatMap { index in steps.map { index << 3 | $0 } } }
    return indices.map { NATSBenchWidths(index: $0) }
  }()
}
