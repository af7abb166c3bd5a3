import Bindings
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct SQLiteInputTests {
  /// A database made by `sql`.
  private func make(_ sql: String, _ directory: TemporaryDirectory) throws -> String {
    let path = directory.path("x?y%z.db")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
    return path
  }

  private func shared(_ name: String) throws -> String {
    try #require(sharedDirectory).appending(path: "data/pickles-hostile/\(name)").path
  }

  @Test func tablesColumnsAndTypedRowsOfAnyDatabaseAreRead() throws {
    let directory = TemporaryDirectory()
    let path = try make(
      """
      CREATE TABLE "a""b" (i INTEGER, r REAL, t TEXT, g INTEGER AS (i + 1));
      INSERT INTO "a""b" VALUES (1, 1.5, 'ü'), (-9223372036854775808, 2, NULL);
      CREATE VIEW v AS SELECT 1; PRAGMA application_id = 77; PRAGMA user_version = 3;
      """, directory)
    let database = try SQLiteInput(reading: path)
    #expect(database.tables.map(\.name) == ["a\"b"])
    #expect(database.tables[0].columns.map(\.name) == ["i", "r", "t", "g"])
    #expect(database.tables[0].columns.map(\.isGenerated) == [false, false, false, true])
    #expect(database.unreadTables == ["v"])
    #expect((database.applicationID, database.userVersion) == (77, 3))
    let rows = try database.cursor("SELECT i, r, t FROM \(SQLiteInput.quoted("a\"b"))")
    var found: [String] = []
    while try rows.next() {
      found.append("\(String(describing: try rows.integer(0))) \(String(describing: try rows.double(1)))")
      found.append(try rows.text(2) ?? "null")
    }
    #expect(
      found == ["Optional(1) Optional(1.5)", "ü", "Optional(-9223372036854775808) Optional(2.0)", "null"])
  }

  @Test func aValueOfAnotherTypeIsAnErrorWithItsRow() throws {
    let directory = TemporaryDirectory()
    let path = try make("CREATE TABLE t (r REAL); INSERT INTO t VALUES (1), (X'00'), ('text')", directory)
    let database = try SQLiteInput(reading: path)
    let rows = try database.cursor("SELECT r FROM t")
    #expect(try rows.next() && rows.double(0) == 1)
    #expect(try rows.next())
    let error = #expect(throws: SQLiteError.self) { _ = try rows.double(0) }
    #expect(error?.message == "row 2: 'r' is a blob; expected a number")
  }

  @Test(arguments: [
    ("CREATE TABLE t (a); CREATE VIEW v AS SELECT * FROM t", "SELECT * FROM v", "access to view \"v\" prohibited"),
    (
      "CREATE TABLE t (a, b AS (zeroblob(900000000))); INSERT INTO t(a) VALUES (1)", "SELECT b FROM t",
      "string or blob too big"
    ),
    ("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)", "attempt to write a readonly database"),
    ("CREATE TABLE t (a)", "ATTACH '/tmp/x' AS x", "too many attached databases - max 0"),
    ("CREATE TABLE t (a)", "SELECT load_extension('x')", "not authorized"),
  ])
  func whatTheFileOrTheStatementMustNotDoIsRefused(_ sql: String, _ statement: String, _ message: String) throws {
    let directory = TemporaryDirectory()
    let database = try SQLiteInput(reading: try make(sql, directory))
    let error = #expect(throws: SQLiteError.self) {
      let rows = try database.cursor(statement)
      while try rows.next() {}
    }
    #expect(error?.message == message)
  }

  @Test func aStatementWithoutEndIsStopped() throws {
    let directory = TemporaryDirectory()
    var limits = SQLiteInputLimits()
    limits.seconds = 1
    let database = try SQLiteInput(reading: try make("CREATE TABLE t (a)", directory), limits: limits)
    let error = #expect(throws: SQLiteError.self) {
      let rows = try database.cursor(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
      while try rows.next() {}
    }
    #expect(error?.message.contains("time limit") == true)
  }

  @Test func changesThatWaitBesideTheFileAreNotPassedOver() throws {
    let directory = TemporaryDirectory()
    let path = try make("CREATE TABLE t (a)", directory)
    directory.write([1, 2, 3], to: "x?y%z.db-wal")
    let error = #expect(throws: SQLiteError.self) { _ = try SQLiteInput(reading: path) }
    #expect(error?.message.contains("unfinished changes in 'x?y%z.db-wal'") == true)
  }

  @Test func nothingIsLeftBesideTheFile() throws {
    let directory = TemporaryDirectory()
    let path = try make("PRAGMA journal_mode = WAL; CREATE TABLE t (a)", directory)
    _ = try SQLiteInput(reading: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["x?y%z.db"])
  }

  @Test(
    .enabled(if: sharedDirectory != nil, "\(sharedDirectoryReason)"),
    arguments: [
      ("sqlite/corrupt_page.db", "quick_check"), ("sqlite/truncated.db", "malformed"),
      ("sqlite/page_size_65536_lie.db", "malformed"), ("sqlite/schema_page_type.db", "malformed"),
      ("sqlite/header_only.db", "not a database"),
    ])
  func aDamagedDatabaseIsRefusedForItsCause(_ name: String, _ cause: String) throws {
    let error = try #require(throws: SQLiteError.self) { _ = try SQLiteInput(reading: shared(name)) }
    #expect(error.description.contains(cause), "\(error)")
  }

  @Test(.enabled(if: sharedDirectory != nil, "\(sharedDirectoryReason)"))
  func aForeignBenchmarkIsReadAndItsTrapsAreNot() throws {
    let control = try SQLiteInput(reading: shared("ok/control_nni.db"))
    for table in control.tables {
      let rows = try control.cursor("SELECT count(*) FROM \(SQLiteInput.quoted(table.name))")
      #expect(try rows.next())
      print(table.name, try rows.integer(0) ?? -1, table.columns.map(\.name))
    }
    let counts = try control.tables.filter { $0.name.hasSuffix("config") || $0.name.hasSuffix("trialstats") }.map {
      let rows = try control.cursor("SELECT count(*) FROM \(SQLiteInput.quoted($0.name))")
      return try rows.next() ? try rows.integer(0) : nil
    }
    #expect(counts == [300, 300])
    let view = try SQLiteInput(reading: shared("sqlite/view_endless_recursion.db"))
    #expect(!view.unreadTables.isEmpty)
    let bomb = try SQLiteInput(reading: shared("sqlite/generated_column_900MB.db"))
    #expect(bomb.tables.contains { $0.columns.contains(where: \.isGenerated) })
  }
}
