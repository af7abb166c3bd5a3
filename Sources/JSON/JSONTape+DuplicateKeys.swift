internal import Bytes

extension JSONTape {
  /// The first key of an object that an earlier one equals, escapes decoded; nil without one, or if it is no object.
  ///
  /// Surrogates without a partner are alike here, as in `string`.
  /// - Complexity: O(n); up to 32 keys without escapes are compared pairwise, without allocation.
  public func firstDuplicateKey(in object: JSONValue) -> JSONDuplicateKey? {
    count(of: object) <= 32 ? firstDuplicateAmongFew(object) : firstDuplicateAmongMany(object)
  }

  private func firstDuplicateAmongFew(_ object: JSONValue) -> JSONDuplicateKey? {
    var keys = InlineArray<32, JSONValue>(repeating: object)
    // Equal texts have equal signatures; different ones seldom do.
    var signatures = InlineArray<32, UInt64>(repeating: 0)
    var count = 0
    for member in members(of: object) {
      let slot = slots[member.key.slot]
      if slot.head & JSONSlot.escapedFlag != 0 { return firstDuplicateAmongMany(object) }
      let range = textRange(slot)
      let signature = source.withPaddedBytes { textSignature(of: range, in: $0) }
      for index in 0..<count where signatures[index] == signature {
        let earlier = textRange(slots[keys[index].slot])
        if source.withBytes({ $0.equals($0, at: range, otherRange: earlier) }) {
          return JSONDuplicateKey(key: member.key, first: keys[index])
        }
      }
      keys[count] = member.key
      signatures[count] = signature
      count += 1
    }
    return nil
  }

  private func firstDuplicateAmongMany(_ object: JSONValue) -> JSONDuplicateKey? {
    var seen: [[UInt8]: JSONValue] = [:]
    seen.reserveCapacity(count(of: object))
    for member in members(of: object) {
      if let first = seen.updateValue(member.key, forKey: decodedText(member.key)) {
        return JSONDuplicateKey(key: member.key, first: first)
      }
    }
    return nil
  }
}

/// A number made of the length, the first eight and the last eight bytes of a padded text.
private func textSignature(of range: Range<Int>, in bytes: RawSpan) -> UInt64 {
  let count = range.count
  let head = bytes.word(at: range.lowerBound)
  if count < 8 { return (head & (1 << UInt64(8 * count) - 1)) ^ UInt64(count) << 56 }
  let tail = bytes.word(at: range.upperBound - 8)
  return head ^ (tail << 29 | tail >> 35) ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
}
