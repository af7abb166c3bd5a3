import Bytes
import JSON

/// What can be said of a file without interpreting it, in order; nil for a file of which nothing can.
struct ContainerReport {
  /// Names and values, such as `container`, `torch zip file`.
  var facts: [(name: String, values: [String])]

  /// Whether it asks for a global that no reader here would grant.
  var asksForRefused = false

  /// Whether the look stumbled over something, or over what will be refused.
  var hasProblem: Bool { asksForRefused || facts.contains { $0.name == "problem" } }

  func text(_ input: String) -> String {
    var text = "\(input):\n"
    for fact in facts {
      guard fact.values.count != 1 else {
        text += "  \(fact.name): \(fact.values[0])\n"
        continue
      }
      text += "  \(fact.name):\n"
      for value in fact.values { text += "    \(value)\n" }
    }
    return text
  }

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
    for fact in facts {
      writer.key(fact.name)
      if fact.values.count == 1 {
        writer.string(fact.values[0])
      } else {
        writer.beginArray()
        for value in fact.values { writer.string(value) }
        writer.endArray()
      }
    }
    writer.endObject()
  }
}
