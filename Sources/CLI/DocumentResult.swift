import Bytes
import JSON
import JSONSchema

/// What came out for one file of documents.
struct DocumentResult {
  let file: String
  private(set) var violations: [(line: Int, violation: SchemaViolation)] = []
  var omittedCount = 0
  var documentCount = 0
  var problem: DocumentProblem?

  init(file: String) { self.file = file }

  var isValid: Bool { violations.isEmpty && omittedCount == 0 }

  /// - `line`: Of the file, from 1.
  mutating func add(_ violation: SchemaViolation, line: Int) { violations.append((line, violation)) }

  /// `doc.json:12:7: /a/b: message (schema /properties/a/type)`, a line for each violation.
  var text: String {
    var lines = ""
    for (line, violation) in violations {
      let place = "\(file):\(line):\(violation.location.column)"
      let pointer = violation.instancePointer.isEmpty ? "" : " \(violation.instancePointer):"
      let origin = violation.isBehindReference ? ", \(violation.absoluteKeyword)" : ""
      let line = "\(place):\(pointer) \(violation.message) (schema \(violation.keywordPointer)\(origin))"
      lines += ValidationText.line(line) + "\n"
    }
    if omittedCount > 0 { lines += "\(file): \(omittedCount) more\n" }
    return lines
  }

  /// One object and a line feed.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("document")
    writer.string(file)
    if let problem {
      writer.key("error")
      writer.string(problem.description)
    } else {
      writer.key("valid")
      writer.boolean(isValid)
    }
    writer.key("documents")
    writer.integer(documentCount)
    writer.key("violations")
    writer.beginArray()
    for (line, violation) in violations {
      writer.beginObject()
      writer.key("line")
      writer.integer(line)
      writer.key("column")
      writer.integer(violation.location.column)
      writer.key("instanceLocation")
      writer.string(violation.instancePointer)
      writer.key("keywordLocation")
      writer.string(violation.keywordPointer)
      writer.key("absoluteKeywordLocation")
      writer.string(violation.absoluteKeyword)
      writer.key("message")
      writer.string(violation.message)
      writer.endObject()
    }
    writer.endArray()
    writer.key("omitted")
    writer.integer(omittedCount)
    writer.endObject()
    writer.endDocument()
    return writer.finish().array
  }
}
