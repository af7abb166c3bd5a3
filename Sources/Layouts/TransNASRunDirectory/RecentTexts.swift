import Bytes
import Core

/// Texts met lately, so that a line that stands in every log becomes one shared `String`.
///
/// A direct-mapped table of 256 places by length and content; owned by one thread.
struct RecentTexts {
  private var raw: [[UInt8]] = Array(repeating: [], count: 256)
  private var texts: [String] = Array(repeating: "", count: 256)
  private var normalized: [String] = Array(repeating: "", count: 256)

  /// The text of `bytes[range]`; what is not UTF-8 becomes U+FFFD.
  mutating func text(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    texts[place(bytes, range)]
  }

  /// The same in the form in which configuration values are compared.
  mutating func normalizedText(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    normalized[place(bytes, range)]
  }

  private mutating func place(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
    var hash = UInt64(truncatingIfNeeded: range.count) &* 0x9E37_79B9_7F4A_7C15
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      hash = (hash ^ bytes.word(at: offset)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      offset += 8
    }
    while offset < range.upperBound {
      hash = (hash ^ UInt64(bytes.byte(at: offset))) &* 0x9E37_79B9_7F4A_7C15
      offset += 1
    }
    let place = Int(hash >> 56)
    if raw[place].isEmpty || !bytes.equals(raw[place], at: range) {
      raw[place] = bytes.array(range)
      texts[place] = bytes.string(range)
      normalized[place] = ReferenceValue.normalize(texts[place])
    }
    return place
  }
}
