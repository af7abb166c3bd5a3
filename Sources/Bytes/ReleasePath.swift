/// The bytes of a path with each byte that is not part of well-formed UTF-8 replaced by `%XX` (upper-case hexadecimal).
///
/// A path that is well-formed is returned as it is.
public func releasePath(of path: [UInt8]) -> [UInt8] {
  let bytes = unsafe path.span.bytes
  guard let firstInvalid = bytes.firstInvalidUTF8 else { return path }
  var result = Array(path[0..<firstInvalid])
  var index = firstInvalid
  let digits = Array("0123456789ABCDEF".utf8)
  while index < path.count {
    let length = bytes.utf8SequenceLength(at: index)
    if length == 0 {
      result += [UInt8(ascii: "%"), digits[Int(path[index] >> 4)], digits[Int(path[index] & 15)]]
      index += 1
    } else {
      result += path[index..<index + length]
      index += length
    }
  }
  return result
}
