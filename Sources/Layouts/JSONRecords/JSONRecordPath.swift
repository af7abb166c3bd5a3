import Core
import JSON

/// Where the records of a document lie: `/data/{dataset}/{arch}`, each name in braces standing for every key.
struct JSONRecordPath: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    case key([UInt8])
    /// Every member or element; its key or index is a field of the record.
    case every(String)
  }

  var steps: [Step] = []

  /// The document is the record.
  init() {}

  init(_ option: LayoutOption) throws(LayoutOptionError) {
    let text = try option.text()
    guard text.hasPrefix("/") else {
      throw option.fail("\(option.title) is '\(text)'; expected a path such as '/{encoding}' or '/results/{arch}'")
    }
    for token in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      if token.hasPrefix("{"), token.hasSuffix("}"), token.count > 2 {
        let name = String(token.dropFirst().dropLast())
        guard !names.contains(name) else { throw option.fail("'{\(name)}' stands twice in \(option.title)") }
        steps.append(.every(name))
      } else {
        steps += JSONFieldPath("/\(token)").steps.map { .key($0) }
      }
    }
  }

  /// The names of the keys that become fields, outermost first.
  var names: [String] { steps.compactMap { if case .every(let name) = $0 { name } else { nil } } }
}
