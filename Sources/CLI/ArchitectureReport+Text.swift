import Core
import SearchSpaces

extension ArchitectureReport {
  /// For people: classes, drawing and costs; nil where there is nothing to tell.
  var text: String? {
    guard case .described(let space, let description) = finding else { return nil }
    return Self.text(description, space)
  }

  private static func text(_ description: ArchitectureDescription, _ space: some SearchSpace) -> String {
    var text = "\(description.encoding)\n  space      \(description.space), \(space.title)\n"
    text += "  canonical  \(description.canonical)\n"
    guard let cell = try? space.parse(description.encoding) else { preconditionFailure("an encoding parses back") }
    for membership in description.classes {
      text += "  class      \(membership.id)\n"
      text += members(ClassMembers(of: cell, in: space, under: membership.kind))
    }
    if let counts = (cell as? NASBench101Cell)?.parameterCountsOverOrderings, counts.count > 1 {
      text += "  params     of the orderings of this class: \(counts.map(String.init).joined(separator: ", "))\n"
    }
    if description.isDisconnected { text += "  disconnected: no path of operations joins input and output\n" }
    for sketch in space.sketches(of: cell) {
      text += "\n  \(sketch.title)\n"
      for line in TextDrawing(sketch).lines { text += "    \(line)\n" }
    }
    return text + "\n" + CostTable.text(description.costs, sources: space.costSources, indent: 2) + "\n"
  }

  private static func members(_ members: ClassMembers?) -> String {
    guard let members, members.count > 0 else { return "" }
    let more = members.count > members.first.count ? ", the first \(members.first.count)" : ""
    let others = members.count == 1 ? "1 other" : "\(members.count) others"
    return "             with \(others)\(more):\n" + members.first.map { "               \($0)\n" }.joined()
  }

  /// What is wrong, with the place in the text marked where there is one; nil where nothing is.
  var complaint: String? {
    guard let fault else { return nil }
    guard case .refused(let space, let error) = finding else { return "\(excerpt(around: 0).text): \(fault)" }
    guard let offset = error.offset else { return "\(space): \(fault)" }
    let excerpt = excerpt(around: offset)
    return "\(space): \(fault)\n  \(excerpt.text)\n  \(String(repeating: " ", count: excerpt.column))^"
  }

  /// Some 60 bytes of the encoding without control characters, and the column of `offset` in them.
  private func excerpt(around offset: Int) -> (text: String, column: Int) {
    let bytes = encoding.utf8
    let (before, after) = (40, 24)
    let place = bytes.index(bytes.startIndex, offsetBy: min(offset, bytes.count))
    let start = bytes.index(place, offsetBy: -before, limitedBy: bytes.startIndex) ?? bytes.startIndex
    let end = bytes.index(place, offsetBy: after, limitedBy: bytes.endIndex) ?? bytes.endIndex
    let head = (start == bytes.startIndex ? "" : "…") + Self.printable(bytes[start..<place])
    return (head + Self.printable(bytes[place..<end]) + (end == bytes.endIndex ? "" : "…"), head.count)
  }

  private static func printable(_ bytes: Substring.UTF8View) -> String {
    String(String(decoding: bytes, as: UTF8.self).map { $0.unicodeScalars.allSatisfy(isPrintable) ? $0 : "?" })
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 32 && scalar.value != 127 }
}
