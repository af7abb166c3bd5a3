import Bytes
import JSON

/// What can be said of a file without knowing its benchmark, in order; nil for a file of which nothing can.
struct ContainerReport {
  var facts: [ContainerFact]

  /// Whether it asks for a global that no reader here would grant.
  var asksForRefused = false

  /// Whether it holds, once expanded, more than is looked at.
  var isTooLarge = false

  /// Whether more is known than how the file is compressed.
  var saysWhatItIs: Bool { facts.contains { $0.name == "container" } }

  /// Whether the look stumbled over something, or over what will be refused.
  var hasProblem: Bool { asksForRefused || isTooLarge || facts.contains { $0.name == "problem" } }

  /// The facts, a line or more for each.
  var lines: String { facts.map(\.lines).joined() }

  func text(_ input: String) -> String { "\(input):\n" + lines }

  func json(_ input: String, refusal: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("path")
    writer.string(input)
    writer.key("refused")
    writer.string(refusal)
    write(to: &writer)
    writer.endObject()
    writer.endDocument()
    return writer.finish().array
  }

  /// Writes the member `container`.
  func write(to writer: inout JSONWriter) {
    writer.key("container")
    writer.beginObject()
    for fact in facts { fact.write(to: &writer) }
    writer.endObject()
  }
}
