import Bytes
import Core

/// The fields that the path of a file gives to its records.
struct PathFields {
  private var matcher: PatternMatcher?
  private let names: [String]
  private var texts: [String?] = []

  init(_ source: MappedSource) {
    matcher = source.path.map { PatternMatcher($0) }
    names = source.path?.names ?? []
  }

  /// Whether the path, not the record, holds `field`.
  func has(_ field: String) -> Bool { names.contains(field) }

  /// Takes the fields out of the path of a file.
  /// - Parameter releasePath: with the label of the input, which is no part of the user's path.
  mutating func read(_ releasePath: String) {
    texts = Array(repeating: nil, count: names.count)
    guard var matcher else { return }
    let path = releasePath.firstIndex(of: "/").map { String(releasePath[releasePath.index(after: $0)...]) } ?? ""
    texts = path.withBytes { bytes in
      guard matcher.matches(bytes, 0..<bytes.byteCount) else { return texts }
      return names.indices.map { matcher.text($0, in: bytes) }
    }
    self.matcher = matcher
  }

  func text(_ field: String) -> String? { names.firstIndex(of: field).flatMap { texts[$0] } }

  func number(_ field: String) -> NumberCell {
    guard let text = text(field) else { return .absent }
    return text.withBytes { NumberCell($0, 0..<$0.byteCount) }
  }
}

extension PatternMatcher {
  /// What a capture of the last match holds, nil where it took no part.
  func text(_ capture: Int, in bytes: RawSpan) -> String? {
    let (start, end) = (places[2 * capture], places[2 * capture + 1])
    return start >= 0 && end >= start ? bytes.string(start..<end) : nil
  }
}

extension String {
  /// Without spaces, tabs and line ends at both ends.
  var trimmed: String {
    let bytes = utf8
    guard let start = bytes.firstIndex(where: { !ByteSet.spaces.contains($0) }),
      let end = bytes.lastIndex(where: { !ByteSet.spaces.contains($0) })
    else { return "" }
    return String(self[start...end])
  }
}
