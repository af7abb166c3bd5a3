import Bindings
import Bytes
import GRDB

@testable import Formats

/// A table whose pages are made by `SQLiteTree`, with its rows in the order of its key.
struct PagedTable {
  var name: String
  /// The columns as they are declared.
  var columns: String
  var kind: SQLiteTreeKind
  var rows: [[Value]]

  enum Value: Equatable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
  }

  /// One row to a call, its key first; rows of a table with rowid have it in front.
  private func encode(_ row: [Value], into encoder: inout SQLiteRowEncoder) {
    var rowid: Int?
    for (column, value) in row.enumerated() {
      switch value {
      case .integer(let value) where column == 0 && kind == .table:
        rowid = value
        encoder.appendNull()
      case .null: encoder.appendNull()
      case .integer(let value): encoder.append(value)
      case .real(let value): encoder.append(value)
      case .text(let value): encoder.append(value)
      }
    }
    encoder.endRow(rowid: rowid)
  }

  private var declaration: String {
    kind == .table
      ? "CREATE TABLE \(name) (id INTEGER PRIMARY KEY, \(columns)) STRICT"
      : "CREATE TABLE \(name) (id INTEGER, \(columns), PRIMARY KEY (id)) STRICT, WITHOUT ROWID"
  }

  /// Writes `tables` to `path` as pages, `piece` rows to a call.
  static func writePages(_ tables: [PagedTable], to path: String, pageSize: Int, piece: Int) throws {
    let header = SQLiteDatabase.Header(applicationID: 1, userVersion: 1, pageSize: pageSize)
    let later = tables.map { SQLiteLaterTree(table: $0.name, index: nil, statistics: nil) }
    try SQLiteDatabase.create(at: path, header: header, later: later) { builder in
      for table in tables { try builder.execute(table.declaration) }
    } complete: { roots in
      var file = try SQLitePageFile(extending: path, pageSize: pageSize)
      for (table, root) in zip(tables, roots) {
        var tree = SQLiteTree(table.kind, root: root, cells: table.rows.count, in: file)
        var encoder = SQLiteRowEncoder()
        for (number, row) in table.rows.enumerated() {
          table.encode(row, into: &encoder)
          if number % piece == piece - 1 { try tree.append(encoder.take()) }
        }
        try tree.append(encoder.take())
        file = try tree.finish()
      }
      try file.finish()
    }
  }

  /// Whether the database at `path` has just the pages that `writePages` gives it.
  static func hasPages(_ tables: [PagedTable], _ path: String, pageSize: Int, piece: Int) throws -> Bool {
    let content = try DatabaseContent(path)
    var pages = try SQLiteComparedPages(path, pageSize: pageSize)
    for table in tables {
      let root = try content.number(ofRoot: table.name)
      try pages.begin(tree: root)
      var tree = SQLiteTree(table.kind, root: root, cells: table.rows.count, in: pages)
      var encoder = SQLiteRowEncoder()
      for (number, row) in table.rows.enumerated() {
        table.encode(row, into: &encoder)
        if number % piece == piece - 1 { try tree.append(encoder.take()) }
      }
      try tree.append(encoder.take())
      pages = try tree.finish()
    }
    return pages.areSame
  }

  /// Writes `tables` to `path` by statements.
  static func writeRows(_ tables: [PagedTable], to path: String, pageSize: Int) throws {
    let header = SQLiteDatabase.Header(applicationID: 1, userVersion: 1, pageSize: pageSize)
    try SQLiteDatabase.create(at: path, header: header) { builder in
      for table in tables {
        try builder.execute(table.declaration)
        guard let width = table.rows.first?.count else { continue }
        var inserter = try builder.inserter(into: table.name, columns: width)
        for row in table.rows {
          for value in row {
            switch value {
            case .null: inserter.bindNull()
            case .integer(let value): inserter.bind(value)
            case .real(let value): inserter.bind(value)
            case .text(let value): inserter.bind(value)
            }
          }
          try inserter.insert()
        }
      }
    }
  }
}

/// What SQLite reads of a database, as text that tells every bit.
struct DatabaseContent {
  private let queue: DatabaseQueue

  init(_ path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  func number(_ pragma: String) throws -> Int? { try queue.read { try Int.fetchOne($0, sql: "PRAGMA \(pragma)") } }

  /// What the two checks of SQLite complain about.
  func complaints() throws -> [String] {
    try queue.read { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" }
        + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "\($0)" }
    }
  }

  func number(ofRoot table: String) throws -> Int {
    try queue.read { database in
      try Int.fetchOne(database, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table]) ?? 0
    }
  }

  func rows(_ sql: String) throws -> [[String]] {
    try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { value in
          switch value.storage {
          case .null: "null"
          case .int64(let value): "\(value)"
          case .double(let value): "\(value) \(value.bitPattern)"
          case .string(let value): "'\(value)'"
          case .blob(let value): "\(value)"
          }
        }
      }
    }
  }
}
