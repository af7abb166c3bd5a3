/// DEFLATE (RFC 1951) of literals alone: entropy coding without a search for repeats.
///
/// Made for text that is mostly digits of measured numbers, which hold nothing to repeat: there it is several times as
/// fast as a search for repeats at its fastest, and no larger. Every inflater reads the result, a sequence of blocks
/// with a Huffman code each.
public struct HuffmanDeflate: ~Copyable {
  /// Literals per block: few enough for the code to follow the text, enough for its table to weigh nothing.
  static let blockSize = 128 << 10
  /// The longest literal code; four of them and the bits left over fit in a word.
  static let longestCode = 14
  /// The symbol that ends a block.
  static let endOfBlock = 256

  private var counts = [UInt32](repeating: 0, count: endOfBlock + 1)
  private var codes = LiteralCodes()

  public init() {}

  /// Appends `bytes` as a complete DEFLATE stream.
  /// - Complexity: O(n).
  public mutating func append(_ bytes: RawSpan, to output: inout OutputBytes) {
    var bits = BitWriter()
    var start = 0
    repeat {
      let limit = min(start + Self.blockSize, bytes.byteCount)
      let block = bytes.extracting(start..<limit)
      count(block)
      let lengths = HuffmanCode.lengths(counts, limit: Self.longestCode)
      codes.set(HuffmanCode.codes(lengths))
      // Two bytes a literal hold the longest codes; the header has at most 258 lengths of at most 14 bits.
      output.reserve(2 * block.byteCount + 1024)
      DeflateHeader(literalLengths: lengths, isLast: limit == bytes.byteCount).write(to: &output, &bits)
      bits.append(block, codes: codes, to: &output)
      let end = codes.singles[Self.endOfBlock]
      bits.append(end & 0xFFFF, count: end >> 16, to: &output)
      start = limit
    } while start < bytes.byteCount
    bits.finish(&output)
  }

  private mutating func count(_ block: RawSpan) {
    // Four tables, so that equal neighbours do not wait for each other.
    var tables = [UInt32](repeating: 0, count: 4 * 256)
    unsafe block.withUnsafeBytes { bytes in
      unsafe tables.withUnsafeMutableBufferPointer { tables in
        var index = 0
        while index + 4 <= bytes.count {
          unsafe tables[Int(bytes[index])] &+= 1
          unsafe tables[256 + Int(bytes[index + 1])] &+= 1
          unsafe tables[512 + Int(bytes[index + 2])] &+= 1
          unsafe tables[768 + Int(bytes[index + 3])] &+= 1
          index += 4
        }
        while index < bytes.count {
          unsafe tables[Int(bytes[index])] &+= 1
          index += 1
        }
      }
    }
    for symbol in 0..<256 {
      counts[symbol] = tables[symbol] + tables[256 + symbol] + tables[512 + symbol] + tables[768 + symbol]
    }
    counts[Self.endOfBlock] = 1
  }
}
