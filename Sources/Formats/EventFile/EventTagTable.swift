import Bytes

/// Finds tags by their bytes without making a string of each.
struct EventTagTable {
  private(set) var tags: [EventTag] = []
  /// The first tag with a hash; the hash is seeded, so that nobody can choose tags that share one.
  private var first: [Int: Int] = [:]
  /// The next tag with the same hash, or -1.
  private var following: [Int] = []
  private var texts: [[UInt8]] = []

  /// The index of the tag in `range`, which is added if it is new.
  mutating func index(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
    var hasher = Hasher()
    hasher.combine(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      hasher.combine(bytes.extracting(offset..<min(offset + 8, range.upperBound)).wordOrTail(at: 0))
      offset += 8
    }
    let hash = hasher.finalize()
    var candidate = first[hash] ?? -1
    while candidate >= 0 {
      if bytes.equals(texts[candidate], at: range) { return candidate }
      candidate = following[candidate]
    }
    following.append(first[hash] ?? -1)
    first[hash] = tags.count
    texts.append(bytes.array(range))
    tags.append(EventTag(name: bytes.string(range), plugin: nil))
    return tags.count - 1
  }

  /// Notes the plug-in of a tag, unless it has one.
  mutating func setPlugin(_ plugin: String, of tag: Int) {
    if tags[tag].plugin == nil { tags[tag].plugin = plugin }
  }
}
