import Core
import Yams

/// A node of a pipeline file with the words for what it is, so that every error names its place.
struct YAMLCursor {
  let node: Node
  let file: String
  /// Such as `task 'jigsaw'`.
  let title: String

  func fail(_ message: String, at node: Node? = nil) -> PipelineError {
    let mark = (node ?? self.node).mark
    return PipelineError(file: file, line: mark?.line, column: mark?.column, message: message)
  }

  /// The members of a mapping, which may have no other keys than `allowed`.
  func members(_ allowed: [String]) throws(PipelineError) -> [String: YAMLCursor] {
    var members: [String: YAMLCursor] = [:]
    for (key, value) in try entries() {
      guard allowed.contains(key.text) else {
        let hint = NearestName.of(key.text, among: allowed).map { "; did you mean '\($0)'?" } ?? ""
        let list = allowed.map { "'\($0)'" }.joined(separator: ", ")
        throw fail("unknown key '\(key.text)' in \(title)\(hint) (known: \(list))", at: key.node)
      }
      members[key.text] = value
    }
    return members
  }

  /// The members of a mapping with keys of its own choice, in order.
  func entries() throws(PipelineError) -> [(key: (text: String, node: Node), value: YAMLCursor)] {
    guard case .mapping(let mapping) = node else { throw fail("\(title) must be a mapping of keys to values") }
    var entries: [(key: (text: String, node: Node), value: YAMLCursor)] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else { throw fail("a key of \(title) must be a text", at: key) }
      if entries.contains(where: { $0.key.text == scalar.string }) {
        throw fail("key '\(scalar.string)' stands twice in \(title)", at: key)
      }
      entries.append(
        ((scalar.string, key), YAMLCursor(node: value, file: file, title: "'\(scalar.string)' of \(title)")))
    }
    return entries
  }

  /// The node as an option of a layout.
  func option(_ title: String) throws(PipelineError) -> LayoutOption {
    let content: LayoutOption.Content
    switch node {
    case .sequence:
      content = .list(try elements().map { entry throws(PipelineError) in try entry.option("an entry of \(title)") })
    case .mapping:
      content = .mapping(
        try entries().map { entry throws(PipelineError) in
          LayoutOption.Member(
            key: entry.key.text, value: try entry.value.option("'\(entry.key.text)' of \(title)"),
            line: entry.key.node.mark?.line, column: entry.key.node.mark?.column)
        })
    default: content = .text(try text())
    }
    return LayoutOption(content, title: title, line: node.mark?.line, column: node.mark?.column)
  }

  func elements() throws(PipelineError) -> [YAMLCursor] {
    guard case .sequence(let sequence) = node else { throw fail("\(title) must be a list") }
    return sequence.map { YAMLCursor(node: $0, file: file, title: "an entry of \(title)") }
  }

  /// A scalar as it is written, without its type.
  func text() throws(PipelineError) -> String {
    guard case .scalar(let scalar) = node else { throw fail("\(title) must be a text") }
    return scalar.string
  }

  /// A text that says something.
  func nonEmptyText() throws(PipelineError) -> String {
    let text = try text()
    guard text.contains(where: { !$0.isWhitespace }) else { throw fail("\(title) must not be empty") }
    return text
  }

  func positiveInteger() throws(PipelineError) -> Int {
    let text = try text()
    guard let value = Int(text), value > 0, value <= 1_000_000 else {
      throw fail("\(title) is '\(text)'; expected a whole number from 1 to 1000000")
    }
    return value
  }

  /// One of some words.
  func choice(_ words: [String]) throws(PipelineError) -> String {
    let text = try text()
    guard words.contains(text) else {
      let hint = NearestName.of(text, among: words).map { "; did you mean '\($0)'?" } ?? ""
      throw fail("\(title) is '\(text)'\(hint) (known: \(words.map { "'\($0)'" }.joined(separator: ", ")))")
    }
    return text
  }

  func cursor(_ node: Node, _ title: String) -> YAMLCursor { YAMLCursor(node: node, file: file, title: title) }

  func renamed(_ title: String) -> YAMLCursor { YAMLCursor(node: node, file: file, title: title) }
}
