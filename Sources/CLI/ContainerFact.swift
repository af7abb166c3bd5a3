import JSON

/// One thing that is known of a file.
struct ContainerFact: Equatable {
  var name: String
  var value: Value

  enum Value: Equatable {
    case text(String)
    case number(Int)
    case texts([String])
    case table(Table)
  }

  /// Rows of the same cells.
  struct Table: Equatable {
    /// As JSON calls them.
    var columns: [String]
    var rows: [[Cell]] = []
  }

  enum Cell: Equatable {
    case text(String)
    case number(Int)
    case double(Double)
    case flag(Bool)
    case nothing

    init(_ number: Double?) { self = number.map { .double($0) } ?? .nothing }

    var text: String {
      switch self {
      case .text(let text): text
      case .number(let number): "\(number)"
      case .double(let number): "\(number)"
      case .flag(let flag): flag ? "yes" : "no"
      case .nothing: "-"
      }
    }
  }

  static func text(_ name: String, _ text: String) -> ContainerFact { ContainerFact(name: name, value: .text(text)) }
  static func number(_ name: String, _ number: Int) -> ContainerFact {
    ContainerFact(name: name, value: .number(number))
  }
  static func texts(_ name: String, _ texts: [String]) -> ContainerFact {
    ContainerFact(name: name, value: .texts(texts))
  }
  static func table(_ name: String, _ table: Table) -> ContainerFact {
    ContainerFact(name: name, value: .table(table))
  }

  /// As lines, two blanks before each.
  var lines: String {
    switch value {
    case .text(let text): return "  \(name): \(text)\n"
    case .number(let number): return "  \(name): \(number)\n"
    case .texts(let texts):
      return texts.isEmpty ? "  \(name): none\n" : "  \(name):\n" + texts.map { "    \($0)\n" }.joined()
    case .table(let table):
      if table.rows.isEmpty { return "  \(name): none\n" }
      return "  \(name):\n" + TextTable.text([table.columns] + table.rows.map { $0.map(\.text) }, indent: 4)
    }
  }

  /// As a member of an object: a text, a number, a list of texts, or a list of objects.
  func write(to writer: inout JSONWriter) {
    switch value {
    case .text(let text): writer.member(name, text)
    case .number(let number): writer.member(name, number)
    case .texts(let texts): writer.member(name, texts)
    case .table(let table):
      writer.key(name)
      writer.beginArray()
      for row in table.rows {
        writer.beginObject()
        for (column, cell) in zip(table.columns, row) {
          writer.key(column)
          Self.write(cell, to: &writer)
        }
        writer.endObject()
      }
      writer.endArray()
    }
  }

  private static func write(_ cell: Cell, to writer: inout JSONWriter) {
    switch cell {
    case .text(let text): writer.string(text)
    case .number(let number): writer.integer(number)
    case .double(let number): writer.double(number)
    case .flag(let flag): writer.boolean(flag)
    case .nothing: writer.null()
    }
  }
}
