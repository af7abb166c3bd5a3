internal import Bytes

/// The extra fields of an entry or local header.
enum ZipExtraField {
  /// The words of the zip64 field (0x0001), none without one.
  static func wideValues(_ range: Range<Int>, _ bytes: RawSpan) -> [UInt64] {
    var offset = range.lowerBound
    while range.upperBound - offset >= 4 {
      let size = Int(bytes.quarterWord(at: offset + 2))
      guard size <= range.upperBound - offset - 4 else { return [] }
      if bytes.quarterWord(at: offset) == 1 {
        return stride(from: offset + 4, through: offset + 4 + size - 8, by: 8).map { bytes.word(at: $0) }
      }
      offset += 4 + size
    }
    return []
  }
}
