/// The bytes of a path with each byte that is not part of well-formed UTF-8 replaced by `%XX` (upper-case hexadecimal).
///
/// So that two names never become one, a `%` that stands before such two digits (80 to FF, or 25) is written as `%25`.
/// Any other path that is well-formed is returned as it is.
public func releasePath(of path: [UInt8]) -> [UInt8] {
  let bytes = unsafe path.span.bytes
  let percent = UInt8(ascii: "%")
  guard bytes.firstInvalidUTF8 != nil || path.contains(percent) else { return path }
  var result: [UInt8] = []
  result.reserveCapacity(path.count + 8)
  var index = 0
  let digits = Array("0123456789ABCDEF".utf8)
  while index < path.count {
    let length = bytes.utf8SequenceLength(at: index)
    if length == 0 {
      result += [percent, digits[Int(path[index] >> 4)], digits[Int(path[index] & 15)]]
      index += 1
    } else {
      result += path[index..<index + length]
      if path[index] == percent, isEscapedByte(path[(index + 1)...]) { result += Array("25".utf8) }
      index += length
    }
  }
  return result
}

/// Whether `rest`, behind a `%`, begins with the digits of a byte that `releasePath(of:)` writes so.
public func isEscapedByte(_ rest: ArraySlice<UInt8>) -> Bool {
  let digits = rest.prefix(2)
  guard digits.count == 2, let first = digits.first, let second = digits.last else { return false }
  if first == UInt8(ascii: "2"), second == UInt8(ascii: "5") { return true }
  let isHigh = first == UInt8(ascii: "8") || first == UInt8(ascii: "9") || (65...70).contains(first)
  return isHigh && ((48...57).contains(second) || (65...70).contains(second))
}
