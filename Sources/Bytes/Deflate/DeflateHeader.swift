/// The beginning of a block with a code of its own (RFC 1951, 3.2.7), for blocks without repeats.
struct DeflateHeader {
  /// Of 256 literals and the end of the block.
  let literalLengths: [UInt8]
  let isLast: Bool

  /// The order in which the format lists the lengths of the code for lengths.
  static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  func write(to output: inout OutputBytes, _ bits: inout BitWriter) {
    // One distance code of no bits: there are no distances.
    let symbols = Self.runs(literalLengths + [0])
    var counts = [UInt32](repeating: 0, count: 19)
    for symbol in symbols { counts[symbol.code] += 1 }
    let lengths = HuffmanCode.lengths(counts, limit: 7)
    let codes = HuffmanCode.codes(lengths)
    var listed = Self.order.count
    while listed > 4, lengths[Self.order[listed - 1]] == 0 { listed -= 1 }
    bits.append(isLast ? 1 : 0, count: 1, to: &output)
    bits.append(2, count: 2, to: &output)
    bits.append(UInt32(literalLengths.count - 257), count: 5, to: &output)
    bits.append(0, count: 5, to: &output)
    bits.append(UInt32(listed - 4), count: 4, to: &output)
    for symbol in Self.order.prefix(listed) { bits.append(UInt32(lengths[symbol]), count: 3, to: &output) }
    for symbol in symbols {
      bits.append(codes[symbol.code] & 0xFFFF, count: codes[symbol.code] >> 16, to: &output)
      bits.append(symbol.extra, count: symbol.extraBits, to: &output)
    }
  }

  /// A symbol of the code for lengths, with the bits behind it.
  private struct Symbol {
    let code: Int
    var extra: UInt32 = 0
    var extraBits: UInt32 = 0
  }

  /// Lengths one by one, but runs of zeros together.
  private static func runs(_ lengths: [UInt8]) -> [Symbol] {
    var symbols: [Symbol] = []
    var index = 0
    while index < lengths.count {
      var end = index
      while end < lengths.count, lengths[end] == 0, end - index < 138 { end += 1 }
      switch end - index {
      case 11...: symbols.append(Symbol(code: 18, extra: UInt32(end - index - 11), extraBits: 7))
      case 3...: symbols.append(Symbol(code: 17, extra: UInt32(end - index - 3), extraBits: 3))
      default:
        symbols.append(Symbol(code: Int(lengths[index])))
        end = index + 1
      }
      index = end
    }
    return symbols
  }
}
