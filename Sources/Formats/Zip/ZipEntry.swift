internal import Bytes

/// One entry of the directory of an archive.
struct ZipEntry {
  let name: String
  let method: ZipMember.Method
  let checksum: UInt32
  let size: Int
  /// Where the next entry starts.
  let end: Int
  private let compressedSize: Int
  /// Where the local header stands.
  private let header: Int
  private let rawName: [UInt8]
  private let flags: UInt16

  /// Reads the entry at `offset`.
  init(_ bytes: RawSpan, at offset: Int, directory: Range<Int>) throws(ZipError) {
    guard directory.upperBound - offset >= 46, bytes.halfWord(at: offset) == 0x0201_4B50 else {
      throw ZipError("expected an entry of the directory", at: offset)
    }
    flags = bytes.quarterWord(at: offset + 8)
    let nameEnd = offset + 46 + Int(bytes.quarterWord(at: offset + 28))
    let extraEnd = nameEnd + Int(bytes.quarterWord(at: offset + 30))
    end = extraEnd + Int(bytes.quarterWord(at: offset + 32))
    guard end <= directory.upperBound else { throw ZipError("an entry reaches beyond the directory", at: offset) }
    let nameRange = offset + 46..<nameEnd
    rawName = bytes.array(nameRange)
    guard !rawName.isEmpty, !rawName.contains(0), bytes.firstInvalidUTF8(in: nameRange) == nil else {
      throw ZipError("expected a name of UTF-8 without zero bytes", at: offset + 46)
    }
    name = bytes.string(nameRange)
    let shown = MessageText.shown(name)
    guard flags & 0x2041 == 0 else { throw ZipError("the member '\(shown)' is encrypted", at: offset) }
    guard let method = ZipMember.Method(rawValue: bytes.quarterWord(at: offset + 10)) else {
      throw ZipError(
        "the member '\(shown)' is compressed by method \(bytes.quarterWord(at: offset + 10)); expected 0 or 8",
        at: offset)
    }
    self.method = method
    checksum = bytes.halfWord(at: offset + 16)
    // Sizes and place: compressed, uncompressed, header; those with all bits set are in the zip64 field.
    var wide = ZipExtraField.wideValues(nameEnd..<extraEnd, bytes)
    var values: [UInt64] = []
    for narrow in [bytes.halfWord(at: offset + 24), bytes.halfWord(at: offset + 20), bytes.halfWord(at: offset + 42)] {
      if narrow == .max {
        guard !wide.isEmpty else { throw ZipError("the member '\(shown)' has no zip64 sizes", at: offset) }
        values.append(wide.removeFirst())
      } else {
        values.append(UInt64(narrow))
      }
    }
    guard values.allSatisfy({ $0 < 1 << 48 }) else {
      throw ZipError("the member '\(shown)' is declared beyond 2^48 bytes", at: offset)
    }
    (size, compressedSize, header) = (Int(values[0]), Int(values[1]), Int(values[2]))
    if method == .stored, size != compressedSize {
      throw ZipError("the stored member '\(shown)' has two sizes, \(compressedSize) and \(size)", at: offset)
    }
  }

  /// Where the content stands, and everything that belongs to the member, after a check of its local header.
  func locate(_ bytes: RawSpan, before limit: Int) throws(ZipError) -> (content: Range<Int>, extent: Range<Int>) {
    let shown = MessageText.shown(name)
    guard header <= limit - 30, bytes.halfWord(at: header) == 0x0403_4B50 else {
      throw ZipError("the member '\(shown)' has no local header at byte \(header)", at: min(header, limit))
    }
    let nameEnd = header + 30 + Int(bytes.quarterWord(at: header + 26))
    let start = nameEnd + Int(bytes.quarterWord(at: header + 28))
    guard start <= limit, bytes.equals(rawName, at: header + 30..<nameEnd) else {
      throw ZipError("the local header of the member '\(shown)' has another name", at: header)
    }
    guard bytes.quarterWord(at: header + 8) == method.rawValue,
      (bytes.quarterWord(at: header + 6) ^ flags) & 0x0009 == 0
    else { throw ZipError("the local header of the member '\(shown)' has another method", at: header) }
    guard compressedSize <= limit - start else {
      throw ZipError(
        "the member '\(shown)' is declared as \(compressedSize) bytes, \(limit - start) are left", at: header)
    }
    let contentEnd = start + compressedSize
    var extentEnd = contentEnd
    if flags & 8 == 0 {
      var wide = ZipExtraField.wideValues(nameEnd..<start, bytes)
      for (narrow, expected) in [
        (bytes.halfWord(at: header + 22), size), (bytes.halfWord(at: header + 18), compressedSize),
      ] {
        let value = narrow == .max && !wide.isEmpty ? wide.removeFirst() : UInt64(narrow)
        if value != UInt64(expected) {
          throw ZipError("the local header of the member '\(shown)' has other sizes", at: header)
        }
      }
      guard bytes.halfWord(at: header + 14) == checksum else {
        throw ZipError("the local header of the member '\(shown)' has another checksum", at: header)
      }
    } else {
      // A descriptor follows: signature (left out by some), checksum, sizes of 4 or 8 bytes.
      if limit - contentEnd >= 4, bytes.halfWord(at: contentEnd) == 0x0807_4B50 { extentEnd += 4 }
      guard limit - extentEnd >= 12, bytes.halfWord(at: extentEnd) == checksum else {
        throw ZipError("the descriptor of the member '\(shown)' has another checksum", at: contentEnd)
      }
      extentEnd += 12
    }
    return (start..<contentEnd, header..<extentEnd)
  }
}
