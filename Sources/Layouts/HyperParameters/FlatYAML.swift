import Bytes
import JSON

/// The scalars and simple lists of a YAML file such as Lightning's `hparams.yaml`, without resolving anything.
///
/// Keys of nested mappings are joined by dots. Tags (`!!python/tuple`, `!!python/object:…`) and anchors are passed over,
/// never followed; block scalars and what else is not `key: value`, `- element` or `[a, b]` is left out. A key that
/// stands twice has its last value.
struct FlatYAML {
  /// What stands behind a key; lists keep their elements as they are written.
  enum Value: Hashable {
    case text(String)
    case list([String])
  }

  /// The most keys that are kept.
  static let keyLimit = 4096
  /// The most bytes of a key, without those of its parents.
  static let keySizeLimit = 256

  private(set) var values: [String: Value] = [:]

  init() {}

  /// - Complexity: O(length of `bytes`).
  init(_ bytes: RawSpan) {
    var offset = 0
    var parents: [(indentation: Int, key: String)] = []
    var blockIndentation: Int?
    while let range = bytes.nextLine(at: &offset) {
      let body = PythonNumber.trimmed(bytes, range)
      guard body.count > 0, bytes.byte(at: body.lowerBound) != UInt8(ascii: "#") else { continue }
      let indentation = body.lowerBound - range.lowerBound
      if let block = blockIndentation {
        if indentation > block { continue }
        blockIndentation = nil
      }
      let line = bytes.string(body)
      if line == "-" || line.hasPrefix("- ") {
        // The elements of a list may stand as deep as its key.
        while let parent = parents.last, parent.indentation > indentation { parents.removeLast() }
        if let parent = parents.last {
          append(Self.scalar(line.dropFirst()), to: Self.path(parents.dropLast(), parent.key))
        }
        continue
      }
      while let parent = parents.last, parent.indentation >= indentation { parents.removeLast() }
      guard parents.count < 32, let (key, rest) = Self.entry(line), key.utf8.count <= Self.keySizeLimit else {
        continue
      }
      let value = Self.untagged(rest)
      if value.hasPrefix("|") || value.hasPrefix(">") {
        blockIndentation = indentation
      } else if value.isEmpty {
        parents.append((indentation, key))
      } else {
        set(value.hasPrefix("[") ? Self.flowList(value) : .text(Self.scalar(value)), Self.path(parents[...], key))
      }
    }
  }

  /// The value as text: `separator` between the elements of a list, JSON without one; nil where it is missing or null.
  func text(_ key: String, separator: String?) -> String? {
    switch values[key] {
    case nil: return nil
    case .text(let text): return ["null", "~", "Null", "NULL"].contains(text) ? nil : text
    case .list(let elements):
      if let separator { return elements.joined(separator: separator) }
      return JSONNode.array(elements.map { .string($0) }).text(style: .compact)
    }
  }

  private mutating func set(_ value: Value, _ key: String) {
    if values.count < Self.keyLimit || values[key] != nil { values[key] = value }
  }

  private mutating func append(_ element: String, to key: String) {
    if case .list(var elements) = values[key] {
      values[key] = nil
      elements.append(element)
      values[key] = .list(elements)
    } else {
      set(.list([element]), key)
    }
  }

  private static func path(_ parents: ArraySlice<(indentation: Int, key: String)>, _ key: String) -> String {
    (parents.map(\.key) + [key]).joined(separator: ".")
  }

  /// `key: rest`, the key possibly quoted.
  private static func entry(_ line: String) -> (key: String, rest: Substring)? {
    if let quote = line.first, quote == "'" || quote == "\"" {
      guard let end = line.dropFirst().firstIndex(of: quote) else { return nil }
      let rest = line[line.index(after: end)...]
      return rest.hasPrefix(":") ? (String(line[..<end].dropFirst()), rest.dropFirst()) : nil
    }
    var from = line.utf8.startIndex
    while let colon = line.utf8[from...].firstIndex(of: UInt8(ascii: ":")) {
      let next = line.utf8.index(after: colon)
      if next == line.utf8.endIndex || line.utf8[next] == UInt8(ascii: " ") {
        return (String(line[..<colon]), line[next...])
      }
      from = next
    }
    return nil
  }

  /// Without tags and anchors before the value, and blanks.
  private static func untagged(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.hasPrefix("!") || text.hasPrefix("&") { text = text.drop { $0 != " " }.drop { $0 == " " } }
    return text.hasPrefix("#") ? "" : text
  }

  /// A scalar without its quotes, or without the comment behind it.
  private static func scalar(_ text: Substring) -> String {
    let text = untagged(text)
    if let quote = text.first, quote == "'" || quote == "\"" {
      let inner = text.dropFirst()
      if quote == "'" {
        let doubled = inner.split(separator: "''", omittingEmptySubsequences: false).map { part in
          part.firstIndex(of: "'").map { (String(part[..<$0]), true) } ?? (String(part), false)
        }
        let last = doubled.firstIndex { $0.1 } ?? doubled.count - 1
        return doubled[...last].map(\.0).joined(separator: "'")
      }
      return inner.firstIndex(of: quote).map { String(inner[..<$0]) } ?? String(inner)
    }
    var end = text.endIndex
    if let comment = text.firstRange(of: " #") { end = comment.lowerBound }
    while end > text.startIndex, text[text.index(before: end)] == " " { end = text.index(before: end) }
    return String(text[..<end])
  }

  /// `[a, b]`; nested lists stay text.
  private static func flowList(_ text: Substring) -> Value {
    guard let end = text.lastIndex(of: "]") else { return .text(String(text)) }
    let inner = text[..<end].dropFirst()
    guard !inner.contains("["), !inner.contains("{") else { return .text(String(text)) }
    if inner.allSatisfy({ $0 == " " }) { return .list([]) }
    return .list(inner.split(separator: ",").map { scalar($0.drop { $0 == " " }) })
  }
}
