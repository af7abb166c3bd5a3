import Core

/// The keys at the beginning of a JSON document, for a first look.
struct JSONHead {
  /// How many keys are looked at.
  private static let limit = 256

  /// Texts before a colon, in order, without decoding; empty where the document is no object.
  private(set) var keys: [String] = []

  init(_ probe: FileProbe) {
    let bytes = probe.head
    guard bytes.first(where: { !ByteSet.spaces.contains($0) }) == UInt8(ascii: "{") else { return }
    var index = 0
    while index < bytes.count, keys.count < Self.limit {
      guard bytes[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let start = index + 1
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard end < bytes.count else { return }
      index = end + 1
      while index < bytes.count, ByteSet.spaces.contains(bytes[index]) { index += 1 }
      if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
        keys.append(String(decoding: bytes[start..<end], as: UTF8.self))
      }
    }
  }
}
