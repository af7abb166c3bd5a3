/// MD5 (RFC 1321) of a message that comes in pieces: for the identity of published cells and files, not for security.
/// - Complexity: O(length), no allocation.
public struct MD5: Sendable {
  private var state = MD5State<UInt32>()
  /// The bytes behind the last whole block.
  private var tail = InlineArray<64, UInt8>(repeating: 0)
  private var byteCount: UInt64 = 0

  public init() {}

  /// The digest of `bytes`.
  public static func digest(of bytes: RawSpan) -> MD5Digest {
    var hash = MD5()
    hash.update(bytes)
    return hash.digest()
  }

  /// Takes in the next bytes of the message.
  public mutating func update(_ bytes: RawSpan) {
    var used = Int(byteCount % 64)
    byteCount += UInt64(bytes.byteCount)
    var offset = 0
    if used > 0 {
      while used < 64, offset < bytes.byteCount {
        tail[used] = bytes.byte(at: offset)
        used += 1
        offset += 1
      }
      guard used == 64 else { return }
      addTail()
    }
    offset = state.addBlocks(of: bytes, from: offset)
    for (index, rest) in (offset..<bytes.byteCount).enumerated() { tail[index] = bytes.byte(at: rest) }
  }

  /// The digest of all bytes so far; more may follow.
  public func digest() -> MD5Digest {
    var copy = self
    var used = Int(byteCount % 64)
    copy.tail[used] = 0x80
    used += 1
    if used > 56 {
      for index in used..<64 { copy.tail[index] = 0 }
      copy.addTail()
      used = 0
    }
    for index in used..<56 { copy.tail[index] = 0 }
    for index in 0..<8 { copy.tail[56 + index] = UInt8(truncatingIfNeeded: (byteCount &* 8) >> UInt64(8 * index)) }
    copy.addTail()
    return MD5Digest(copy.state)
  }

  private mutating func addTail() {
    let block = tail
    _ = unsafe state.addBlocks(of: block.span.bytes, from: 0)
  }
}

extension MD5State<UInt32> {
  /// Takes in every whole block of `bytes` from `offset` on.
  /// - Returns: the offset behind the last one.
  mutating func addBlocks(of bytes: RawSpan, from offset: Int) -> Int {
    var offset = offset
    var state = self
    while offset + 64 <= bytes.byteCount {
      var words = InlineArray<16, UInt32>(repeating: 0)
      for index in 0..<8 {
        let pair = bytes.word(at: offset + 8 * index)
        words[2 * index] = UInt32(truncatingIfNeeded: pair)
        words[2 * index + 1] = UInt32(truncatingIfNeeded: pair >> 32)
      }
      state.add(words)
      offset += 64
    }
    self = state
    return offset
  }
}
