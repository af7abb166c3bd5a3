/// Eight short messages that are built side by side and hashed at once, each step of MD5 on all eight.
///
/// Memory of a fixed size, made once and used again: no allocation per message. A message holds up to 311 bytes.
public struct MD5Batch: Sendable {
  /// The number of messages.
  public static let laneCount = 8
  /// The longest message, in bytes.
  public static let maximumByteCount = 64 * blockCount - 9

  private static let blockCount = 5
  private static let laneWords = 8 * blockCount

  /// Message k from element 40 k on, eight bytes an element, the first in the lowest bits. Whatever lies above the end
  /// of a message in its last element is zero; elements behind that one are left over from before.
  private var words = [UInt64](repeating: 0, count: laneCount * laneWords)
  private var byteCounts = InlineArray<8, UInt>(repeating: 0)

  public init() {}

  /// Makes message `lane` empty.
  /// - Precondition: 0 ≤ `lane` < 8, here and below.
  @inline(__always) public mutating func removeAll(_ lane: Int) {
    byteCounts[lane] = 0
    words[lane * Self.laneWords] = 0
  }

  /// Appends the lowest `count` < 8 bytes of `bytes`, the others being zero.
  /// - Precondition: the message stays within `maximumByteCount`.
  public mutating func append(_ bytes: UInt64, count: Int, to lane: Int) {
    let offset = byteCounts[lane]
    let end = offset + UInt(count)
    precondition(end <= Self.maximumByteCount, "a message of at most 311 bytes")
    let (first, shift) = (lane &* Self.laneWords &+ Int(offset / 8), UInt64(offset % 8 * 8))
    var words = words.mutableSpan
    words[first] |= bytes &<< shift
    if end / 8 > offset / 8 { words[first + 1] = bytes >> (64 - shift) }
    byteCounts[lane] = end
  }

  /// Appends 32 hexadecimal digits.
  /// - Precondition: the message stays within `maximumByteCount`.
  public mutating func append(_ digits: MD5Digits, to lane: Int) {
    let offset = byteCounts[lane]
    precondition(offset + 32 <= Self.maximumByteCount, "a message of at most 311 bytes")
    let (first, shift) = (lane &* Self.laneWords &+ Int(offset / 8), UInt64(offset % 8 * 8))
    // What a word leaves for the next one, nothing if the message ends at a whole word, is its bits from 64 - shift on.
    let rest = 63 &- shift
    var words = words.mutableSpan
    words[first] |= digits.words.0 &<< shift
    words[first + 1] = digits.words.1 &<< shift | (digits.words.0 &>> 1) &>> rest
    words[first + 2] = digits.words.2 &<< shift | (digits.words.1 &>> 1) &>> rest
    words[first + 3] = digits.words.3 &<< shift | (digits.words.2 &>> 1) &>> rest
    words[first + 4] = (digits.words.3 &>> 1) &>> rest
    byteCounts[lane] = offset + 32
  }

  /// The digests of messages 0 ..< `count`; the other elements mean nothing. Every message used is to be emptied, and
  /// built, before the next call.
  public mutating func digests(count: Int) -> InlineArray<8, MD5Digest> {
    var blocks = InlineArray<8, UInt32>(repeating: 0)
    var most: UInt32 = 0
    for lane in 0..<count {
      blocks[lane] = UInt32(truncatingIfNeeded: pad(lane))
      most = max(most, blocks[lane])
    }
    let ends = SIMD8(blocks[0], blocks[1], blocks[2], blocks[3], blocks[4], blocks[5], blocks[6], blocks[7])
    var state = MD5State<SIMD8<UInt32>>()
    for block in 0..<most { add(block: Int(block), where: ends .> block, to: &state) }
    // Lane by lane with indices that the compiler knows: a variable one would go through memory.
    return [
      MD5Digest(state, 0), MD5Digest(state, 1), MD5Digest(state, 2), MD5Digest(state, 3), MD5Digest(state, 4),
      MD5Digest(state, 5), MD5Digest(state, 6), MD5Digest(state, 7),
    ]
  }

  /// The digest of one message, which is to be emptied, and built, before the next call.
  public mutating func digest(_ lane: Int) -> MD5Digest {
    var state = MD5State<UInt32>()
    let blocks = pad(lane)
    let words = words.span
    for block in 0..<blocks {
      let first = lane * Self.laneWords + 8 * block
      var message = InlineArray<16, UInt32>(repeating: 0)
      for index in 0..<8 {
        message[2 * index] = UInt32(truncatingIfNeeded: words[first + index])
        message[2 * index + 1] = UInt32(truncatingIfNeeded: words[first + index] >> 32)
      }
      state.add(message)
    }
    return MD5Digest(state)
  }

  /// Adds the padding of message `lane` (RFC 1321, sections 3.1 and 3.2).
  /// - Returns: the number of blocks.
  @inline(__always) private mutating func pad(_ lane: Int) -> Int {
    let count = Int(byteCounts[lane])
    let blocks = (count + 72) / 64
    let (start, end) = (lane * Self.laneWords + count / 8, lane * Self.laneWords + 8 * blocks - 1)
    var words = words.mutableSpan
    words[start] |= 0x80 &<< UInt64(count % 8 * 8)
    var index = start + 1
    while index < end {
      words[index] = 0
      index += 1
    }
    words[end] = UInt64(count * 8)
    return blocks
  }

  private func add(block: Int, where used: SIMDMask<SIMD8<Int32>>, to state: inout MD5State<SIMD8<UInt32>>) {
    var message = InlineArray<16, SIMD8<UInt32>>(repeating: SIMD8(repeating: 0))
    let words = words.span
    for index in 0..<8 {
      let first = 8 * block + index
      let pairs = SIMD8<UInt64>(
        words[first], words[first + Self.laneWords], words[first + 2 * Self.laneWords],
        words[first + 3 * Self.laneWords], words[first + 4 * Self.laneWords], words[first + 5 * Self.laneWords],
        words[first + 6 * Self.laneWords], words[first + 7 * Self.laneWords])
      message[2 * index] = SIMD8(truncatingIfNeeded: pairs)
      message[2 * index + 1] = SIMD8(truncatingIfNeeded: pairs &>> 32)
    }
    var next = state
    next.add(message)
    state.a.replace(with: next.a, where: used)
    state.b.replace(with: next.b, where: used)
    state.c.replace(with: next.c, where: used)
    state.d.replace(with: next.d, where: used)
  }
}

extension MD5Digest {
  @inline(__always) fileprivate init(_ state: borrowing MD5State<SIMD8<UInt32>>, _ lane: Int) {
    high = UInt64(state.a[lane].byteSwapped) << 32 | UInt64(state.b[lane].byteSwapped)
    low = UInt64(state.c[lane].byteSwapped) << 32 | UInt64(state.d[lane].byteSwapped)
  }
}
