import Bindings
import Bytes
import GRDB
import TestSupport
import Testing

@Suite struct SQLiteDatabaseTests {
  private let header = SQLiteDatabase.Header(applicationID: 7, userVersion: 3, pageSize: 4096)

  @Test func valuesAreStoredAsBound() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("a.sqlite")
    try SQLiteDatabase.create(at: path, header: header) { builder in
      try builder.execute("CREATE TABLE t (i INTEGER, r REAL, s TEXT) STRICT")
      var rows = try builder.inserter(into: "t", columns: 3)
      rows.bind(Int.max)
      rows.bind(0.1)
      rows.bind("日\"本")
      try rows.insert()
      rows.bind(nil as Int?)
      rows.bind(Double.infinity)
      rows.bind("")
      try rows.insert()
      rows.keep(1)
      rows.bind(Double.nan)
      rows.bindNull()
      try rows.insert()
    }
    let queue = try DatabaseQueue(path: path)
    let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM t") }
    #expect(rows.map { $0["i"] as Int? } == [.max, nil, nil])
    #expect(rows.map { $0["r"] as Double? } == [0.1, .infinity, nil])
    #expect(rows.map { $0["s"] as String? } == ["日\"本", "", nil])
    #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 3)
    #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA application_id") } == 7)
    #expect(try FileSystem.names(in: directory.path(".")) == ["a.sqlite"])
  }

  @Test func aNegativeZeroIsStoredAsZeroAndIntegersInRealColumnsStayExact() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("a.sqlite")
    let values = [-0.0, 25, 1e15, 9_007_199_254_740_992, 1e300, 5e-300, .leastNormalMagnitude.nextDown]
    try SQLiteDatabase.create(at: path, header: header) { builder in
      try builder.execute("CREATE TABLE t (r REAL) STRICT")
      var rows = try builder.inserter(into: "t", columns: 1)
      for value in values {
        rows.bind(value)
        try rows.insert()
      }
    }
    let read = try DatabaseQueue(path: path).read { try Double.fetchAll($0, sql: "SELECT r FROM t") }
    #expect(read.map(\.bitPattern) == ([0.0] + values.dropFirst()).map(\.bitPattern))
  }

  @Test func aDanglingReferenceIsAnErrorAndLeavesNothing() throws {
    let directory = TemporaryDirectory()
    let error = #expect(throws: SQLiteError.self) {
      try SQLiteDatabase.create(at: directory.path("a.sqlite"), header: header) { builder in
        try builder.execute("CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT")
        try builder.execute("CREATE TABLE b (a INTEGER REFERENCES a(id)) STRICT; INSERT INTO b VALUES (1)")
      }
    }
    #expect(error?.operation == "foreign key check")
    #expect(try FileSystem.names(in: directory.path(".")).isEmpty)
  }

  @Test func aRefusedRowNamesItsStatement() throws {
    let directory = TemporaryDirectory()
    let error = #expect(throws: SQLiteError.self) {
      try SQLiteDatabase.create(at: directory.path("a.sqlite"), header: header) { builder in
        try builder.execute("CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT")
        var rows = try builder.inserter(into: "a", columns: 1)
        for _ in 0..<2 {
          rows.bind(1)
          try rows.insert()
        }
      }
    }
    #expect(error?.message == "UNIQUE constraint failed: a.id")
    #expect(error?.operation == "INSERT INTO a VALUES (?)")
  }

  @Test func tablesThatAreFilledLaterHaveTheirStatisticsAndRoots() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("a.sqlite")
    let later = [
      SQLiteLaterTree(table: "a", index: nil, statistics: .init(index: nil, numbers: "70")),
      SQLiteLaterTree(table: "b", index: "b_x", statistics: .init(index: "b_x", numbers: "80 2")),
      SQLiteLaterTree(table: "b", index: nil, statistics: nil),
    ]
    var roots: [Int] = []
    try SQLiteDatabase.create(at: path, header: header, later: later) { builder in
      try builder.execute("CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE b (x INTEGER) STRICT")
      try builder.execute("CREATE INDEX b_x ON b (x); CREATE TABLE c (a INTEGER REFERENCES a(id)) STRICT")
      try builder.execute("INSERT INTO c VALUES (1)")
    } complete: {
      roots = $0
    }
    let queue = try DatabaseQueue(path: path)
    let named = try queue.read { database in
      try ["a", "b_x", "b"].map {
        try Int.fetchOne(database, sql: "SELECT rootpage FROM sqlite_schema WHERE name = '\($0)'")
      }
    }
    #expect(roots == named)
    let statistics = try queue.read { try Row.fetchAll($0, sql: "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY 1") }
    #expect(statistics.map { $0["tbl"] as String? } == ["a", "b", "c"])
    #expect(statistics.map { $0["idx"] as String? } == [nil, "b_x", nil])
    #expect(statistics.map { $0["stat"] as String? } == ["70", "80 2", "1"])
  }

  @Test func aFailureToFillATableLaterLeavesNothing() throws {
    let directory = TemporaryDirectory()
    for name in ["a", "absent"] {
      let error = #expect(throws: SQLiteError.self) {
        try SQLiteDatabase.create(
          at: directory.path("a.sqlite"), header: header, later: [.init(table: name, index: nil, statistics: nil)]
        ) { builder in
          try builder.execute("CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT")
        } complete: { _ in
          throw SystemError(path: "a", operation: "write", code: 28)
        }
      }
      #expect(error?.message == (name == "a" ? "No space left on device" : "no table or index absent"))
      #expect(try FileSystem.names(in: directory.path(".")).isEmpty)
    }
  }
}
