public import Bytes
import Core
import JSON

extension QueryAnswer {
  /// One row a line behind a line of names; doubles exact, absent values empty.
  public var csv: OutputBytes {
    var output = OutputBytes()
    for (index, column) in columns.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      Self.append(column.name, to: &output)
    }
    output.append(UInt8(ascii: "\n"))
    for row in rows {
      for (index, value) in row.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        switch value {
        case .absent: break
        case .integer(let number): output.append(integer: number)
        case .number(let number):
          if number.isFinite { output.append(double: number) } else { output.append(string: Self.name(of: number)) }
        case .text(let text): Self.append(text, to: &output)
        }
      }
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  private static func append(_ text: String, to output: inout OutputBytes) {
    let isPlain = text.utf8.allSatisfy { !",\"\r\n".utf8.contains($0) } && Double(text) == nil && !text.isEmpty
    if isPlain { return output.append(string: text) }
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    output.append(string: "\"" + parts.joined(separator: "\"\"") + "\"")
  }

  private static func name(of number: Double) -> String {
    number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
  }

  /// One object: what was asked, the columns with their units, the rows as objects.
  public var json: OutputBytes {
    var writer = JSONWriter()
    writer.beginObject()
    for (key, text) in [
      ("task", task?.rawValue), ("metric", metric?.rawValue), ("rule", task == nil ? nil : rule.name),
    ] {
      writer.key(key)
      if let text { writer.string(text) } else { writer.null() }
    }
    writer.key("budget")
    if let budget { writer.integer(budget) } else { writer.null() }
    writer.key("columns")
    writer.beginArray()
    for column in columns {
      writer.beginObject()
      writer.key("name")
      writer.string(column.name)
      writer.key("unit")
      writer.string(column.unit.rawValue)
      writer.endObject()
    }
    writer.endArray()
    writer.key("rows")
    writer.beginArray()
    for row in rows {
      writer.beginObject()
      for (column, value) in zip(columns, row) {
        writer.key(column.name)
        switch value {
        case .absent: writer.null()
        case .integer(let number): writer.integer(number)
        case .number(let number): writer.double(number)
        case .text(let text): writer.string(text)
        }
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
    return writer.finish()
  }
}
