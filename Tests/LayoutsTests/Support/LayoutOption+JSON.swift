import Core
import JSON

extension LayoutOption {
  /// Options as a pipeline file would state them, written as JSON.
  init(json text: String, layout: String) throws {
    var tape = JSONTape()
    try tape.parse(text: text)
    self = Self.option(tape.root, of: tape, title: "layout '\(layout)'")
  }

  private static func option(_ value: JSONValue, of tape: JSONTape, title: String) -> LayoutOption {
    switch tape.kind(of: value) {
    case .object:
      LayoutOption(
        .mapping(
          tape.members(of: value).map { member in
            let key = tape.string(member.key) ?? ""
            return Member(key: key, value: option(member.value, of: tape, title: "'\(key)' of \(title)"))
          }), title: title)
    case .array:
      LayoutOption(
        .list(tape.elements(of: value).map { option($0, of: tape, title: "an entry of \(title)") }), title: title)
    case .string: LayoutOption(.text(tape.string(value) ?? ""), title: title)
    default: LayoutOption(.text(tape.sourceText(of: value)), title: title)
    }
  }
}
