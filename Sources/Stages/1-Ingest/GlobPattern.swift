/// A pattern of paths: `*` and `?` match within one component, `**` matches any number of components, `[…]` one of a
/// set of bytes, `{a,b}` either of some texts.
public struct GlobPattern: Sendable, Hashable {
  /// One alternative each, split at `/`.
  private let alternatives: [[[UInt8]]]
  /// The file name behind `**/` of a pattern that has nothing else to it.
  private let plainName: String?

  /// - Complexity: exponential in the number of `{…}` groups, of which at most 8 are expanded.
  public init(_ pattern: String) {
    alternatives = Self.expand(Array(pattern.utf8), depth: 0).map { text in
      text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true).map(Array.init)
    }
    let special = Array("*?[]".utf8)
    if alternatives.count == 1, alternatives[0].count == 2, alternatives[0][0] == Array("**".utf8),
      !alternatives[0][1].contains(where: special.contains)
    {
      plainName = String(decoding: alternatives[0][1], as: UTF8.self)
    } else {
      plainName = nil
    }
  }

  /// The names of files that it matches, as far as it spells them out.
  public var fileNames: [[UInt8]] {
    let special = Array("*?[]".utf8)
    return alternatives.compactMap(\.last).filter { !$0.contains(where: special.contains) }
  }

  /// Whether it asks for more of a path than the name of the file.
  public var namesDirectories: Bool { plainName == nil }

  /// Whether `path`, `/`-separated, matches as a whole.
  public func matches(_ path: Substring) -> Bool {
    if let name = plainName {
      guard path.utf8.count >= name.utf8.count else { return false }
      let above = path.utf8.dropLast(name.utf8.count)
      return path.utf8[above.endIndex...].elementsEqual(name.utf8)
        && (above.isEmpty || above.last == UInt8(ascii: "/"))
    }
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    return alternatives.contains { Self.matches($0[...], parts[...]) }
  }

  private static func expand(_ text: [UInt8], depth: Int) -> [[UInt8]] {
    guard depth < 8, let open = text.firstIndex(of: UInt8(ascii: "{")),
      let close = text[open...].firstIndex(of: UInt8(ascii: "}"))
    else { return [text] }
    let choices = text[(open + 1)..<close].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return choices.flatMap { expand(Array(text[..<open]) + $0 + text[(close + 1)...], depth: depth + 1) }
  }

  private static func matches(_ pattern: ArraySlice<[UInt8]>, _ parts: ArraySlice<[UInt8]>) -> Bool {
    guard let first = pattern.first else { return parts.isEmpty }
    if first == Array("**".utf8) {
      let rest = pattern.dropFirst()
      return (parts.startIndex...parts.endIndex).contains { matches(rest, parts[$0...]) }
    }
    guard let part = parts.first, matches(component: first[...], part[...]) else { return false }
    return matches(pattern.dropFirst(), parts.dropFirst())
  }

  /// Linear-time matching of one component: on a mismatch the last `*` takes one byte more.
  private static func matches(component pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var place = pattern.startIndex
    var index = text.startIndex
    var star: (place: Int, index: Int)?
    while index < text.endIndex {
      if place < pattern.endIndex, pattern[place] == UInt8(ascii: "*") {
        star = (place + 1, index)
        place += 1
      } else if let next = matchOne(pattern, place, text[index]) {
        place = next
        index += 1
      } else if let last = star {
        star = (last.place, last.index + 1)
        place = last.place
        index = last.index + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// The place behind the symbol at `place` if it matches `byte`.
  private static func matchOne(_ pattern: ArraySlice<UInt8>, _ place: Int, _ byte: UInt8) -> Int? {
    guard place < pattern.endIndex else { return nil }
    if pattern[place] == UInt8(ascii: "["), let close = pattern[(place + 1)...].firstIndex(of: UInt8(ascii: "]")) {
      let set = Array(pattern[(place + 1)..<close])
      let isNegated = set.first == UInt8(ascii: "!")
      return contains(set.dropFirst(isNegated ? 1 : 0), byte) != isNegated ? close + 1 : nil
    }
    return pattern[place] == UInt8(ascii: "?") || pattern[place] == byte ? place + 1 : nil
  }

  private static func contains(_ set: ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
    var index = set.startIndex
    while index < set.endIndex {
      if index + 2 < set.endIndex, set[index + 1] == UInt8(ascii: "-") {
        if set[index] <= byte, byte <= set[index + 2] { return true }
        index += 3
      } else {
        if set[index] == byte { return true }
        index += 1
      }
    }
    return false
  }
}
