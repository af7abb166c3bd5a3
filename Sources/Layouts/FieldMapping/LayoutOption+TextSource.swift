import Core

extension LayoutOption {
  /// A field by its name, or `{field: …, join: …}`, `{template: …}`, `{constant: …}`.
  ///
  /// Beside a field or template, `otherwise` gives the text where it is missing, and `sparse` says that it may be.
  /// - Parameter further: keys of the mapping that are the caller's business.
  func textSource(
    _ requests: inout FieldRequests, further: [String] = []
  ) throws(LayoutOptionError) -> TextSource {
    if case .text = content {
      let name = try text()
      return .field(requests.text(name), name: name)
    }
    let members = try members(["field", "join", "template", "constant", "otherwise", "sparse"] + further)
    let given = ["field", "template", "constant"].filter { members[$0] != nil }
    guard given.count == 1 else {
      throw fail("\(title) needs one of 'field', 'template' and 'constant'")
    }
    if let constant = members["constant"] { return .constant(try constant.text()) }
    let join = try members["join"].map { option throws(LayoutOptionError) -> String in
      guard case .text(let text) = option.content else { throw option.fail("\(option.title) must be a text") }
      return text
    }
    let otherwise = try members["otherwise"]?.text()
    let isSparse = try members["sparse"]?.flag() ?? false
    let isRequired = otherwise == nil && !isSparse
    let source: TextSource
    if let template = members["template"] {
      source = try template.template(&requests, separator: join, isRequired: isRequired)
    } else {
      let name = try members["field"]?.text() ?? ""
      source = .field(requests.text(name, separator: join, isRequired: isRequired), name: name)
    }
    return otherwise.map { .otherwise(source, $0) } ?? source
  }

  /// Literal text with fields in braces; a brace itself is doubled.
  private func template(
    _ requests: inout FieldRequests, separator: String?, isRequired: Bool
  ) throws(LayoutOptionError) -> TextSource {
    let characters = Array(try text())
    var pieces: [TextSource.Piece] = []
    var literal = ""
    var index = 0
    while index < characters.count {
      let character = characters[index]
      index += 1
      guard character == "{" || character == "}" else {
        literal.append(character)
        continue
      }
      if index < characters.count, characters[index] == character {
        literal.append(character)
        index += 1
        continue
      }
      guard character == "{", let end = characters[index...].firstIndex(of: "}"), end > index else {
        throw fail("\(title) has a single '\(character)'; expected {field}, or '{{' and '}}' for braces")
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = ""
      let name = String(characters[index..<end])
      pieces.append(.field(requests.text(name, separator: separator, isRequired: isRequired), name: name))
      index = end + 1
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    return .template(pieces)
  }
}
