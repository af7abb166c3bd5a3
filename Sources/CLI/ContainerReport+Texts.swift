import Bytes
import Formats
import JSON

extension ContainerReport {
  /// How many members of an object or faults of a table are listed.
  private static let listLimit = 100

  /// A JSON document, JSON lines or a table; nil for a text that is none of them.
  static func text(_ bytes: RawSpan) -> ContainerReport? {
    var offset = bytes.starts(with: "\u{FEFF}", at: 0) ? 3 : 0
    while let byte = bytes.byteIfPresent(at: offset), [9, 10, 13, 32].contains(byte) { offset += 1 }
    switch bytes.byteIfPresent(at: offset) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return json(bytes.extracting(offset..<bytes.byteCount))
    default: return table(bytes)
    }
  }

  // MARK: JSON

  private static func json(_ bytes: RawSpan) -> ContainerReport {
    var tape = JSONTape()
    do throws(JSONError) {
      try tape.parse(bytes, options: .python)
    } catch {
      if let report = lines(bytes) { return report }
      return ContainerReport(facts: [.text("container", "JSON document"), .text("problem", "\(error)")])
    }
    let root = tape.root
    var facts: [ContainerFact] = [.text("container", "JSON document")]
    if tape.kind(of: root) == .array {
      facts.append(.number("elements", tape.count(of: root)))
    } else {
      facts.append(.number("members", tape.count(of: root)))
      var table = ContainerFact.Table(columns: ["key", "value"])
      for member in tape.members(of: root) {
        if table.rows.count == listLimit { break }
        let kind = tape.kind(of: member.value)
        var what = kind.description
        if kind == .array || kind == .object { what += " of \(tape.count(of: member.value))" }
        table.rows.append([.text(tape.string(member.key) ?? ""), .text(what)])
      }
      facts.append(.table("keys", table))
      if let twice = tape.firstDuplicateKey(in: root) {
        facts.append(.text("key that stands twice", tape.string(twice.key) ?? ""))
      }
    }
    return ContainerReport(facts: facts)
  }

  /// Values one a line; nil where the first line is none, or the only one.
  private static func lines(_ bytes: RawSpan) -> ContainerReport? {
    var tape = JSONTape()
    var offset = 0
    var (line, count) = (0, 0)
    var faults: [String] = []
    var faultCount = 0
    var order: [String] = []
    var keys: [String: (lines: Int, numbers: NumberRange)] = [:]
    while let range = bytes.nextLine(at: &offset) {
      line += 1
      let text = bytes.extracting(range)
      if text.offsetAfterBlanks(from: 0) == text.byteCount { continue }
      do throws(JSONError) {
        try tape.parse(text, options: .python)
      } catch {
        if count == 0 { return nil }
        faultCount += 1
        if faults.count < listLimit { faults.append("line \(line): \(error)") }
        continue
      }
      count += 1
      for member in tape.members(of: tape.root) {
        let key = tape.string(member.key) ?? ""
        if keys[key] == nil {
          if order.count == listLimit { continue }
          order.append(key)
        }
        keys[key, default: (0, NumberRange())].lines += 1
        if let number = tape.double(member.value) { keys[key]?.numbers.note(number) }
      }
    }
    guard count > 0, count + faultCount > 1 else { return nil }
    var facts: [ContainerFact] = [.text("container", "JSON lines"), .number("values", count)]
    facts.append(
      .table(
        "keys",
        ContainerFact.Table(
          columns: ["key", "lines", "numbers", "special", "least", "most"],
          rows: order.map { key in
            let use = keys[key] ?? (0, NumberRange())
            return [
              .text(key), .number(use.lines), .number(use.numbers.count), .number(use.numbers.special),
              ContainerFact.Cell(use.numbers.least), ContainerFact.Cell(use.numbers.most),
            ]
          })))
    if faultCount > 0 {
      facts.append(.number("lines that are no JSON", faultCount))
      facts.append(.texts("such as", faults))
    }
    return ContainerReport(facts: facts)
  }

  // MARK: Tables

  /// A table with a header of several names; nil where the next row has not as many cells, or most others have not.
  private static func table(_ bytes: RawSpan) -> ContainerReport? {
    var reader = CSVReader()
    var (header, row): ([CSVField], [CSVField]) = ([], [])
    do throws(CSVError) {
      guard try reader.next(in: bytes, into: &header) != nil, header.count > 1,
        header.allSatisfy({ isName(bytes.extracting($0.range)) })
      else { return nil }
      guard try reader.next(in: bytes, into: &row) != nil, row.count == header.count else { return nil }
    } catch {
      guard header.count > 1, header.allSatisfy({ isName(bytes.extracting($0.range)) }) else { return nil }
      return ContainerReport(facts: [.text("container", "CSV"), .text("problem", "\(error)")])
    }
    let table: CSVTable
    do throws(CSVError) { table = try CSVTable(ByteBuffer(bytes.array(0..<bytes.byteCount))) } catch {
      return ContainerReport(facts: [.text("container", "CSV"), .text("problem", "\(error)")])
    }
    if table.faultCount > table.rowCount { return nil }
    var facts: [ContainerFact] = [
      .text("container", "CSV"), .number("rows", table.rowCount),
      .table(
        "columns",
        ContainerFact.Table(
          columns: ["column", "numbers", "special", "texts", "empty", "least", "most"],
          rows: table.columns.indices.map { cells(of: $0, in: table) })),
    ]
    if table.faultCount > 0 {
      facts.append(.number("rows left out", table.faultCount))
      facts.append(.texts("such as", table.faults.prefix(listLimit).map { "\($0)" }))
    }
    if table.endsWithinLine { facts.append(.text("last row", "not ended by a line feed; it may be cut")) }
    return ContainerReport(facts: facts)
  }

  /// Whether a cell may name a column: prose has blanks behind its commas, and is longer.
  private static func isName(_ cell: RawSpan) -> Bool {
    guard (1...200).contains(cell.byteCount) else { return false }
    return cell.byte(at: 0) > 0x20 && cell.byte(at: cell.byteCount - 1) > 0x20 && cell.byte(at: 0) != UInt8(ascii: "#")
  }

  private static func cells(of column: Int, in table: CSVTable) -> [ContainerFact.Cell] {
    var (texts, empty) = (0, 0)
    var numbers = NumberRange()
    for row in 0..<table.rowCount {
      switch table.number(row: row, column: column) {
      case .absent: empty += 1
      case .number(let value): numbers.note(value)
      case .text: texts += 1
      }
    }
    return [
      .text(table.columns[column]), .number(numbers.count), .number(numbers.special), .number(texts), .number(empty),
      ContainerFact.Cell(numbers.least), ContainerFact.Cell(numbers.most),
    ]
  }
}
