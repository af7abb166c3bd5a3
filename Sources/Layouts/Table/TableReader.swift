import Bytes
import Core
import JSON

/// Reads tables on one thread.
struct TableReader: SourceReader {
  /// The most bytes of a table.
  static let sizeLimit = 1 << 30

  let source: MappedSource
  let format: TableFormat
  private var buffer = ByteBuffer()
  private var pathFields: PathFields
  private var rows: TableRows
  /// The columns of each text and number that the mapping asks for; nil where the path gives it or there is none.
  private var textColumns: [Int?] = []
  private var numberColumns: [Int?] = []
  private var lookedAt: (file: Int, rows: [Range<Int>])?

  init(source: MappedSource, format: TableFormat) {
    self.source = source
    self.format = format
    pathFields = PathFields(source)
    rows = TableRows(delimiter: format.delimiter)
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { read($0, files) }
  }

  private mutating func read(_ file: Int, _ files: any FileSource) -> [RawRun] {
    lookedAt = nil
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: Self.sizeLimit)
    } catch {
      return [RunProblem.unreadRun(file, pointer: "", TransNASReader.unreadable(file, error))]
    }
    pathFields.read(files.releasePath(of: file))
    var text = ByteBuffer()
    swap(&text, &buffer)
    defer { swap(&text, &buffer) }
    return text.withBytes { runs(in: $0, file) }
  }

  private mutating func runs(in bytes: RawSpan, _ file: Int) -> [RawRun] {
    rows.start(bytes)
    var count = format.columns?.count ?? 0
    if let problem = readHeader(bytes, file, &count) { return [RunProblem.unreadRun(file, pointer: "", problem)] }
    var assembler = RunAssembler(source.mappings, file: file)
    var number = 0
    while let row = rows.next(bytes) {
      let place = Place(file: file, line: rows.line)
      if let problem = fault(of: row, count, place) {
        assembler.add(unread: RunProblem.unreadRun(file, pointer: "/\(number)", problem))
      } else {
        var record = record(bytes, place, number)
        if case .open = row { record.problems.append(Self.openEnd(at: place)) }
        assembler.add(record)
      }
      number += 1
    }
    return assembler.finish()
  }

  /// Finds the columns that the mapping asks for.
  private mutating func readHeader(_ bytes: RawSpan, _ file: Int, _ count: inout Int) -> Problem? {
    var names = format.columns ?? []
    if format.columns == nil {
      guard let row = rows.next(bytes) else {
        return RunProblem.unparsable(
          bytes.byteCount == 0 ? "the file is empty" : "the file holds blank lines only",
          expected: "a row of column names", at: Place(file: file), hint: "restore the file: it was emptied")
      }
      if case .malformed(let message) = row {
        return RunProblem.unparsable(
          message, expected: "a row of column names", at: Place(file: file, line: rows.line),
          hint: "write the table anew with a library for such files")
      }
      names = rows.cells.map { text(of: $0, bytes).trimmed }
      count = names.count
    }
    for field in source.requests.fields where !pathFields.has(field) {
      let occurrences = names.count { $0 == field }
      if occurrences == 1 || (occurrences == 0 && !source.requests.required.contains(field)) { continue }
      let nearest = NearestName.of(field, among: names).map { "; did you mean '\($0)'?" } ?? ""
      return RunProblem.unparsable(
        occurrences == 0 ? "there is no column '\(field)'\(nearest)" : "there are \(occurrences) columns '\(field)'",
        expected: "one column '\(field)' (found: \(names.prefix(40).joined(separator: ", ")))",
        at: Place(file: file, line: format.columns == nil ? rows.line : nil),
        hint: "correct the names of the columns, or the mapping in the pipeline file")
    }
    textColumns = source.requests.texts.map { pathFields.has($0.field) ? nil : names.firstIndex(of: $0.field) }
    numberColumns = source.requests.numbers.map { pathFields.has($0) ? nil : names.firstIndex(of: $0) }
    return nil
  }

  private func fault(of row: TableRows.Row, _ count: Int, _ place: Place) -> Problem? {
    if case .malformed(let message) = row {
      return RunProblem.unparsable(
        message, expected: "\(count) cells", at: place, hint: "correct the quotes of the row, or write the table anew")
    }
    guard rows.cells.count == count else {
      return RunProblem.unparsable(
        "the row has \(rows.cells.count) cells", expected: "\(count) cells, as many as columns", at: place,
        hint: "complete the row, or quote a cell that holds the delimiter")
    }
    return nil
  }

  /// RFC 4180 lets the last row go without a line break; that a cut file looks the same is worth a warning.
  private static func openEnd(at place: Place) -> Problem {
    Problem(
      "READ-02", at: place, "the last row is not ended", expected: "a line feed behind the last cell",
      hint: "if the file was cut, its last cell may lack digits: restore it; else end it with a line feed",
      severity: .warning)
  }

  private func record(_ bytes: RawSpan, _ place: Place, _ number: Int) -> MappedRecord {
    var record = MappedRecord(place: place, pointer: "/\(number)")
    for (index, request) in source.requests.texts.enumerated() {
      guard let column = textColumns[index] else {
        record.texts.append(pathFields.text(request.field))
        continue
      }
      let text = text(of: rows.cells[column], bytes)
      record.texts.append(source.missing.contains(text) ? nil : text)
    }
    for (index, field) in source.requests.numbers.enumerated() {
      guard let column = numberColumns[index] else {
        record.numbers.append(pathFields.number(field))
        continue
      }
      let cell = rows.cells[column]
      let number = NumberCell(bytes, cell.range)
      let isOdd = if case .unfit = number { true } else { source.missing.count > 1 }
      record.numbers.append(isOdd && source.missing.contains(text(of: cell, bytes).trimmed) ? .absent : number)
    }
    return record
  }

  private func text(of cell: TableRows.Cell, _ bytes: RawSpan) -> String {
    let text = bytes.string(cell.range)
    guard cell.hasQuotes else { return text }
    var result: [UInt8] = []
    var isEscape = false
    for byte in text.utf8 {
      isEscape = byte == UInt8(ascii: "\"") && !isEscape
      if !isEscape { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  // MARK: The quarantine

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    if lookedAt?.file != reference.file { look(at: reference.file, files) }
    guard let look = lookedAt, let number = Int(reference.pointer.dropFirst()), look.rows.indices.contains(number)
    else { return "null" }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("row")
    writer.string(buffer.withBytes { $0.string(look.rows[number]) }.trimmed)
    writer.endObject()
    return writer.finish().string
  }

  /// Notes where the rows of a file stand.
  private mutating func look(at file: Int, _ files: any FileSource) {
    lookedAt = nil
    do throws(FileError) { try files.load(file, into: &buffer, limit: Self.sizeLimit) } catch { return }
    var rows = TableRows(delimiter: format.delimiter)
    let ranges = buffer.withBytes { bytes in
      rows.start(bytes)
      if format.columns == nil { _ = rows.next(bytes) }
      var ranges: [Range<Int>] = []
      var start = rows.end
      while rows.next(bytes) != nil {
        ranges.append(start..<min(rows.end, start + TransNASReader.quarantineLimit))
        start = rows.end
      }
      return ranges
    }
    lookedAt = (file, ranges)
  }
}
