internal import Bytes

/// What the end of an archive says of its directory.
struct ZipEndRecord {
  /// Where the directory stands.
  let directory: Range<Int>
  /// The number of members, as declared.
  let count: Int
  /// Where the end record stands.
  let offset: Int

  init(_ bytes: RawSpan) throws(ZipError) {
    guard let offset = Self.find(bytes) else {
      throw ZipError("truncated, or no zip archive: no end record", at: bytes.byteCount)
    }
    self.offset = offset
    guard bytes.quarterWord(at: offset + 4) == 0, bytes.quarterWord(at: offset + 6) == 0 else {
      throw ZipError("split archives are not read", at: offset)
    }
    var count = UInt64(bytes.quarterWord(at: offset + 10))
    guard count == UInt64(bytes.quarterWord(at: offset + 8)) else {
      throw ZipError("two numbers of members in the end record", at: offset)
    }
    var size = UInt64(bytes.halfWord(at: offset + 12))
    var start = UInt64(bytes.halfWord(at: offset + 16))
    var directoryEnd = offset
    if offset >= 20, bytes.starts(with: "PK\u{6}\u{7}", at: offset - 20) {
      let place = bytes.word(at: offset - 12)
      guard place <= UInt64(offset - 20), offset - 20 - Int(place) >= 56,
        bytes.starts(with: "PK\u{6}\u{6}", at: Int(place)),
        bytes.word(at: Int(place) + 4) == UInt64(offset - 20 - Int(place) - 12)
      else { throw ZipError("no zip64 end record where its locator says", at: offset - 20) }
      directoryEnd = Int(place)
      let wide = (
        bytes.word(at: directoryEnd + 32), bytes.word(at: directoryEnd + 40), bytes.word(at: directoryEnd + 48)
      )
      for (narrow, wide, marker) in [
        (count, wide.0, UInt64(UInt16.max)), (size, wide.1, UInt64(UInt32.max)), (start, wide.2, UInt64(UInt32.max)),
      ] where narrow != marker && narrow != wide {
        throw ZipError("the zip64 end record and the end record differ", at: directoryEnd)
      }
      (count, size, start) = wide
    }
    guard start <= UInt64(directoryEnd), size == UInt64(directoryEnd) - start else {
      throw ZipError(
        "the directory is declared as \(size) bytes from \(start), but ends at \(directoryEnd)", at: offset)
    }
    guard count <= size / 46 else {
      throw ZipError("\(count) members are declared in a directory of \(size) bytes", at: offset)
    }
    self.count = Int(count)
    directory = Int(start)..<directoryEnd
  }

  /// The last end record whose comment reaches the end of the file.
  private static func find(_ bytes: RawSpan) -> Int? {
    guard bytes.byteCount >= 22 else { return nil }
    let last = bytes.byteCount - 22
    for offset in stride(from: last, through: max(0, last - 65_535), by: -1)
    where bytes.halfWord(at: offset) == 0x0605_4B50 {
      if offset + 22 + Int(bytes.quarterWord(at: offset + 20)) == bytes.byteCount { return offset }
    }
    return nil
  }
}
