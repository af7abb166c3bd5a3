/// Reads what `HuffmanDeflate` writes, three literals at a time where their codes are short: two to three times as fast
/// as an inflater that has to expect repeats.
///
/// RFC 1951; streams with repeats, stored blocks or the fixed codes are left to others.
public struct LiteralInflate: ~Copyable {
  /// Bits that are looked up at once.
  private static let tableBits: UInt64 = 12
  private static let longestCode = 15

  /// By the next bits: up to three literals, their number from bit 28 on, and how many bits they take from bit 24 on; 0
  /// where the first of them is no literal, or has a longer code.
  private var table = [UInt32](repeating: 0, count: 1 << 12)
  /// The same for one symbol: its length from bit 12 on.
  private var singles = [UInt16](repeating: 0, count: 1 << 12)
  /// The number of codes of each length, and the symbols in the order of their codes.
  private var counts = [Int](repeating: 0, count: 16)
  private var symbols: [Int] = []
  /// Whether the last stream was given up because it goes on behind the bytes.
  public private(set) var isCut = false

  public init() {}

  /// Appends the content of the DEFLATE stream at the beginning of `bytes` to `output`.
  /// - Parameter limit: The most bytes of it.
  /// - Returns: How many bytes the stream takes; nil where it is damaged, longer than `limit`, or has more than literals.
  ///   What `output` holds then counts for nothing.
  /// - Complexity: O(content); memory grows with the content.
  public mutating func append(_ bytes: RawSpan, to output: inout OutputBytes, limit: Int) -> Int? {
    var input = BitReader()
    defer { isCut = input.isAtEnd }
    let end = output.count + limit
    while true {
      guard let isLast = input.take(1, bytes), input.take(2, bytes) == 2, readCodes(&input, bytes),
        readLiterals(&input, bytes, to: &output, limit: end)
      else { return nil }
      if isLast == 1 { return input.byteOffset }
    }
  }

  /// Section 3.2.7.
  private mutating func readCodes(_ input: inout BitReader, _ bytes: RawSpan) -> Bool {
    guard let literals = input.take(5, bytes), let distances = input.take(5, bytes), let listed = input.take(4, bytes)
    else { return false }
    var lengths = [UInt8](repeating: 0, count: 19)
    for symbol in DeflateHeader.order.prefix(listed + 4) {
      guard let length = input.take(3, bytes) else { return false }
      lengths[symbol] = UInt8(length)
    }
    guard setCodes(lengths) else { return false }
    let wanted = literals + 257 + distances + 1
    var all: [UInt8] = []
    while all.count < wanted {
      guard let symbol = nextSymbol(&input, bytes) else { return false }
      if symbol < 16 {
        all.append(UInt8(symbol))
        continue
      }
      let (bits, least) = symbol == 16 ? (2, 3) : symbol == 17 ? (3, 3) : (7, 11)
      guard let more = input.take(bits, bytes), symbol > 16 || !all.isEmpty else { return false }
      all.append(contentsOf: repeatElement(symbol == 16 ? all.last ?? 0 : 0, count: least + more))
    }
    guard all.count == wanted, all[HuffmanDeflate.endOfBlock] > 0, setCodes(Array(all.prefix(literals + 257))) else {
      return false
    }
    fillTable()
    return true
  }

  /// Takes the codes that belong to `lengths`, section 3.2.2.
  /// - Returns: False where more codes are wanted than there are.
  private mutating func setCodes(_ lengths: [UInt8]) -> Bool {
    for length in counts.indices { counts[length] = 0 }
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var left = 1
    for length in 1...Self.longestCode {
      left = 2 * left - counts[length]
      if left < 0 { return false }
    }
    var places = [Int](repeating: 0, count: 16)
    for length in 1..<Self.longestCode { places[length + 1] = places[length] + counts[length] }
    symbols = [Int](repeating: 0, count: lengths.count)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      symbols[places[Int(length)]] = symbol
      places[Int(length)] += 1
    }
    for place in singles.indices { singles[place] = 0 }
    for (symbol, code) in HuffmanCode.codes(lengths).enumerated() where code > 0 && symbol < HuffmanDeflate.endOfBlock {
      let length = code >> 16
      if length > UInt32(Self.tableBits) { continue }
      for place in stride(from: Int(code & 0xFFFF), to: singles.count, by: 1 << Int(length)) {
        singles[place] = UInt16(symbol) | UInt16(length) << 12
      }
    }
    return true
  }

  private mutating func fillTable() {
    for place in table.indices {
      var (entry, count, used): (UInt32, UInt32, UInt32) = (0, 0, 0)
      while count < 3 {
        let single = UInt32(singles[place >> Int(used)])
        let length = single >> 12
        if length == 0 || used + length > UInt32(Self.tableBits) { break }
        entry |= (single & 0xFF) << (8 * count)
        count += 1
        used += length
      }
      table[place] = entry | used << 24 | count << 28
    }
  }

  /// Reads up to the end of the block.
  private func readLiterals(
    _ input: inout BitReader, _ bytes: RawSpan, to output: inout OutputBytes, limit: Int
  ) -> Bool {
    while true {
      readQuickly(&input, bytes, to: &output)
      guard output.count <= limit, let symbol = nextSymbol(&input, bytes) else { return false }
      if symbol == HuffmanDeflate.endOfBlock { return true }
      if symbol > HuffmanDeflate.endOfBlock { return false }
      output.append(UInt8(symbol))
    }
  }

  /// Reads literals for as long as they are in the table, and neither end is near.
  private func readQuickly(_ input: inout BitReader, _ bytes: RawSpan, to output: inout OutputBytes) {
    // No code is shorter than a bit, so no input gives more.
    output.reserve(min(1 << 16, 8 * (bytes.byteCount - input.offset)) + 64)
    let mask = UInt64(1) << Self.tableBits - 1
    let target = unsafe output.memory
    var count = output.count
    let end = output.capacity - 16
    var (buffer, available, offset) = (input.buffer, input.available, input.offset)
    defer {
      output.count = count
      input.buffer = buffer
      input.available = available
      input.offset = offset
    }
    unsafe bytes.withUnsafeBytes { source in
      unsafe table.withUnsafeBufferPointer { table in
        while offset + 8 <= source.count, count <= end {
          let word = unsafe UInt64(littleEndian: source.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          buffer |= word << available
          offset &+= Int((63 &- available) >> 3)
          available |= 56
          for _ in 0..<4 {
            let entry = unsafe table[Int(buffer & mask)]
            if entry == 0 {
              // What was loaded beyond the bits that count is loaded again.
              buffer &= (1 << available) &- 1
              return
            }
            unsafe target.storeBytes(of: entry.littleEndian, toByteOffset: count, as: UInt32.self)
            count &+= Int(entry >> 28)
            let used = UInt64(entry >> 24 & 15)
            buffer >>= used
            available &-= used
          }
          buffer &= (1 << available) &- 1
        }
      }
    }
  }

  /// Reads one symbol bit by bit; nil where there is none.
  private func nextSymbol(_ input: inout BitReader, _ bytes: RawSpan) -> Int? {
    var (code, first, index) = (0, 0, 0)
    for length in 1...Self.longestCode {
      guard let bit = input.take(1, bytes) else { return nil }
      code |= bit
      if code - counts[length] < first { return symbols[index + code - first] }
      index += counts[length]
      first = (first + counts[length]) << 1
      code <<= 1
    }
    return nil
  }
}

/// Bits of bytes from the lowest up, as DEFLATE orders them.
private struct BitReader {
  /// Bits that were loaded and not taken yet, the next in the lowest place; zeros above.
  var buffer: UInt64 = 0
  var available: UInt64 = 0
  /// Of the byte that is loaded next.
  var offset = 0
  /// Whether more bits were wanted than there are.
  private(set) var isAtEnd = false

  /// Where the byte behind the last one begins of which a bit was taken.
  var byteOffset: Int { offset - Int(available >> 3) }

  /// The next `count` bits, at most 16; nil where there are fewer.
  mutating func take(_ count: Int, _ bytes: RawSpan) -> Int? {
    while available < UInt64(count) {
      guard let byte = bytes.byteIfPresent(at: offset) else {
        isAtEnd = true
        return nil
      }
      buffer |= UInt64(byte) << available
      available += 8
      offset += 1
    }
    let bits = buffer & (1 << UInt64(count) - 1)
    buffer >>= UInt64(count)
    available -= UInt64(count)
    return Int(bits)
  }
}
