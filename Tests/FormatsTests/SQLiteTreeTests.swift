import Foundation
import TestSupport
import Testing

@testable import Formats

/// Pages made by hand, as SQLite reads them, against the same rows inserted by statements.
@Suite struct SQLiteTreeTests {
  /// - Parameter sizesToo: Whether both databases must have the same number of pages, which depends on how statements
  ///   happen to fill pages where rows differ much in length.
  private func compare(_ tables: [PagedTable], pageSize: Int, piece: Int, sizesToo: Bool = true) throws {
    let directory = TemporaryDirectory()
    let (pages, rows) = (directory.path("pages"), directory.path("rows"))
    try PagedTable.writePages(tables, to: pages, pageSize: pageSize, piece: piece)
    try PagedTable.writeRows(tables, to: rows, pageSize: pageSize)
    let written = try DatabaseContent(pages)
    let expected = try DatabaseContent(rows)
    #expect(try written.complaints() == [])
    #expect(try written.number("freelist_count") == 0)
    for table in tables {
      let sql = "SELECT * FROM \(table.name) ORDER BY id"
      let (read, inserted) = (try written.rows(sql), try expected.rows(sql))
      #expect(read == inserted, "\(table.name)")
      #expect(read.count == table.rows.count)
    }
    if sizesToo {
      // The statistics of the other one take a page.
      let pageCount = try #require(try expected.number("page_count"))
      #expect(try #require(try written.number("page_count")) <= pageCount)
    }
  }

  @Test(arguments: [SQLiteTreeKind.table, .index], [1, 3, 1000])
  func everyNumberOfRowsUpToThreeLevelsIsWhole(_ kind: SQLiteTreeKind, _ piece: Int) throws {
    // A leaf has room for seven of these rows; a page above it for 62 leaves of a table, for seven of an index.
    let tables = (Array(0..<80) + Array(420..<460)).map { count in
      PagedTable(
        name: "t\(count)", columns: "a TEXT, b REAL", kind: kind,
        rows: (0..<count).map { row in
          [.integer(1000 + row), .text(String(repeating: "x", count: 50)), .real(Double(row) + 0.5)]
        })
    }
    try compare(tables, pageSize: 512, piece: piece)
  }

  @Test(arguments: [SQLiteTreeKind.table, .index], [512, 4096])
  func whateverChangesInPagesIsFound(_ kind: SQLiteTreeKind, _ pageSize: Int) throws {
    let tables = [0, 3, 5000].map { count in
      PagedTable(
        name: "t\(count)", columns: "a TEXT", kind: kind,
        rows: (0..<count).map { [.integer($0), .text(String($0, radix: 2))] })
    }
    let directory = TemporaryDirectory()
    let path = directory.path("pages")
    try PagedTable.writePages(tables, to: path, pageSize: pageSize, piece: 99)
    let filled = Array(tables.dropFirst())
    #expect(try PagedTable.hasPages(filled, path, pageSize: pageSize, piece: 7))
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    // Appended pages are those of the large table; the others were there before.
    let roots = try filled.map { try DatabaseContent(path).number(ofRoot: $0.name) }
    var random = SplitMix(state: 5)
    for _ in 0..<200 {
      var other = bytes
      let last = bytes.count / pageSize - 1
      let page = random.unit() < 0.2 ? roots[random.unit() < 0.5 ? 0 : 1] - 1 : last - Int(random.unit() * 15)
      other[page * pageSize + Int(random.unit() * Double(pageSize))] ^= 1 << UInt8(random.unit() * 8)
      directory.write(other, to: "other")
      // A damaged root may be no table any more to SQLite, which the first page alone tells.
      #expect(try !PagedTable.hasPages(filled, directory.path("other"), pageSize: pageSize, piece: 7), "page \(page)")
    }
    directory.write(Array(bytes.dropLast()), to: "other")
    #expect(try !PagedTable.hasPages(filled, directory.path("other"), pageSize: pageSize, piece: 7))
    #expect(try !PagedTable.hasPages(filled, path, pageSize: 2 * pageSize, piece: 7))
    var row = filled
    row[1].rows[2500][1] = .text("x")
    #expect(try !PagedTable.hasPages(row, path, pageSize: pageSize, piece: 7))
  }

  @Test(arguments: [SQLiteTreeKind.table, .index])
  func rowsComeBackFromTheirCells(_ kind: SQLiteTreeKind) throws {
    let values: [PagedTable.Value] = [
      .integer(0), .integer(1), .integer(-1), .integer(127), .integer(-129), .integer(1 << 20), .integer(-(1 << 30)),
      .integer(1 << 45), .integer(.min), .integer(.max), .real(0.5), .real(-1e300), .text(""), .text("ä"),
      .text(String(repeating: "x", count: 300)), .null,
    ]
    var encoder = SQLiteRowEncoder()
    for (number, value) in values.enumerated() {
      if kind == .table { encoder.appendNull() } else { encoder.append(number) }
      switch value {
      case .null: encoder.appendNull()
      case .integer(let value): encoder.append(value)
      case .real(let value): encoder.append(value)
      case .text(let value): encoder.append(value)
      }
      encoder.endRow(rowid: kind == .table ? number : nil)
    }
    let rows = GatheredRows()
    try encoder.take().insert(kind, into: rows)
    #expect(rows.all == values.enumerated().map { [.integer($0), $1] })
  }

  @Test(arguments: [SQLiteTreeKind.table, .index])
  func fourLevelsAndLargePagesAreWhole(_ kind: SQLiteTreeKind) throws {
    let table = PagedTable(
      name: "t", columns: "a TEXT", kind: kind,
      rows: (0..<20_000).map { [.integer($0), .text(String($0, radix: 2))] })
    for pageSize in [512, 8192, 65_536] { try compare([table], pageSize: pageSize, piece: 777) }
  }

  @Test(arguments: [SQLiteTreeKind.table, .index], [512, 1024, 4096])
  func rowsOfAnyLengthAreWhole(_ kind: SQLiteTreeKind, _ pageSize: Int) throws {
    var random = SplitMix(state: UInt64(pageSize))
    let lengths = (0..<3000).map { _ in
      random.unit() < 0.9 ? Int(random.unit() * Double(pageSize) / 2) : Int(random.unit() * 5 * Double(pageSize))
    }
    let table = PagedTable(
      name: "t", columns: "a TEXT, b INTEGER", kind: kind,
      rows: lengths.enumerated().map { row, length in
        [.integer(row), .text(String(repeating: "é", count: length / 2)), .integer(length)]
      })
    try compare([table], pageSize: pageSize, piece: 10, sizesToo: false)
  }

  @Test(arguments: [SQLiteTreeKind.table, .index])
  func everyLengthAroundTheLimitsOfAPageIsWhole(_ kind: SQLiteTreeKind) throws {
    let tables = (0..<700).map { length in
      PagedTable(
        name: "t\(length)", columns: "a TEXT", kind: kind,
        rows: (0..<9).map { [.integer($0), .text(String(repeating: "x", count: $0 == 4 ? 100 : length))] })
    }
    try compare(tables, pageSize: 512, piece: 4, sizesToo: false)
  }

  @Test(arguments: [SQLiteTreeKind.table, .index])
  func valuesAreStoredAsStatementsStoreThem(_ kind: SQLiteTreeKind) throws {
    var integers = [0, 1, 2, -1, -2, Int.max, Int.min, Int.max - 1, Int.min + 1]
    for bits in 1..<63 {
      for near in -2...2 { integers += [1 << bits + near, -(1 << bits) + near] }
    }
    var reals: [Double] = [
      0, -0.0, .nan, .signalingNaN, .infinity, -.infinity, 0.1, 1e300, -1e300, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude, 0.5, -0.5, 0x1p63, -0x1p63, 0x1p64, 1e15, 1e16,
    ]
    reals += integers.map(Double.init) + (0..<62).map { Double(1 << $0) + 0.5 }
    var random = SplitMix(state: 42)
    let rows = (0..<2000).map { row -> [PagedTable.Value] in
      let integer = integers[row % integers.count]
      let real = row < reals.count ? reals[row] : random.unit() * 1000
      return [
        .integer(row), row % 7 == 3 ? .null : .integer(integer), row % 11 == 5 ? .null : .real(real),
        row % 5 == 0 ? .text("") : .text("日\"本\(row)"),
      ]
    }
    let table = PagedTable(name: "t", columns: "i INTEGER, r REAL, s TEXT", kind: kind, rows: rows)
    for piece in [1, 64, 5000] { try compare([table], pageSize: 1024, piece: piece, sizesToo: true) }
  }

  @Test(arguments: [SQLiteTreeKind.table, .index])
  func rowsOfManyColumnsAreWhole(_ kind: SQLiteTreeKind) throws {
    // The length of the header of a row grows to two bytes at 127 columns.
    let tables = [1, 2, 123, 124, 125, 126, 127, 128, 200, 1000].map { width in
      PagedTable(
        name: "t\(width)", columns: (1...width).map { "c\($0) REAL" }.joined(separator: ","), kind: kind,
        rows: (0..<40).map { row in
          [.integer(row)] + (1...width).map { $0 % 3 == 0 ? .null : .real(Double(row * $0) / 8) }
        })
    }
    try compare(tables, pageSize: 1024, piece: 7, sizesToo: false)
  }

  @Test(arguments: [SQLiteTreeKind.table, .index])
  func keysOfEveryWidthAreFound(_ kind: SQLiteTreeKind) throws {
    let keys = Array(Set((0..<63).flatMap { [1 << $0, 1 << $0 - 1, -(1 << $0)] })).sorted()
    let consecutive = (1...200).map { $0 }
    for keys in [consecutive] + (kind == .index ? [keys] : []) {
      let table = PagedTable(
        name: "t", columns: "a INTEGER", kind: kind, rows: keys.map { [.integer($0), .integer($0)] })
      let directory = TemporaryDirectory()
      try PagedTable.writePages([table], to: directory.path("x"), pageSize: 512, piece: 9)
      let content = try DatabaseContent(directory.path("x"))
      for key in keys { #expect(try content.rows("SELECT a FROM t WHERE id = \(key)") == [["\(key)"]]) }
    }
  }

  /// Writes 1.3 GB: `CELLAR_LARGE_FILE=1`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["CELLAR_LARGE_FILE"] != nil))
  func thePageAtOneGibibyteStaysUnused() throws {
    let text = PagedTable.Value.text(String(repeating: "x", count: 7000))
    let table = PagedTable(
      name: "t", columns: "a TEXT", kind: .table, rows: (0..<160_000).map { [.integer($0), text] })
    let directory = TemporaryDirectory()
    try PagedTable.writePages([table], to: directory.path("x"), pageSize: 8192, piece: 16)
    let content = try DatabaseContent(directory.path("x"))
    #expect(try content.complaints() == [])
    #expect(
      try content.rows("SELECT count(*), sum(length(a)), max(id) FROM t") == [["160000", "1120000000", "159999"]])
  }
}

/// Rows that are kept.
private final class GatheredRows: SQLiteRows {
  private(set) var all: [[PagedTable.Value]] = []
  private var row: [PagedTable.Value] = []

  func bind(_ value: Int?) { row.append(value.map { .integer($0) } ?? .null) }
  func bind(_ value: Double?) { row.append(value.map { .real($0) } ?? .null) }
  func bind(_ value: String?) { row.append(value.map { .text($0) } ?? .null) }

  func insert() {
    all.append(row)
    row = []
  }
}
