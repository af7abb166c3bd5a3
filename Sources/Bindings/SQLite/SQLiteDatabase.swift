import Bytes
internal import GRDB
internal import Glibc

/// Makes database files whose bytes depend on the statements and the version of SQLite alone.
public enum SQLiteDatabase {
  /// The marks in the header of the file, and its page size.
  public struct Header: Sendable {
    /// Tells the kind of file, for `file` and for readers.
    public var applicationID: Int32
    /// The version of the schema.
    public var userVersion: Int
    /// Bytes, a power of two from 512 to 65,536.
    public var pageSize: Int

    public init(applicationID: Int32, userVersion: Int, pageSize: Int) {
      self.applicationID = applicationID
      self.userVersion = userVersion
      self.pageSize = pageSize
    }
  }

  /// Runs `body` on an empty database in a temporary file beside `path`, checks its foreign keys, and copies it densely
  /// to `path` by `VACUUM INTO`, synced to disk. The temporary file is gone afterwards.
  ///
  /// Nothing is journaled meanwhile: a process that dies leaves a temporary file, which the next call removes.
  /// - Parameters:
  ///   - later: What `body` leaves empty. References to these tables are not checked.
  ///   - complete: Appends the pages of `later` to the file at `path`, given the number of the root page of each.
  /// - Throws: `SQLiteError`; then nothing stands at `path`, unless something stood there before.
  public static func create(
    at path: String, header: Header, later: [SQLiteLaterTree] = [], _ body: (SQLiteBuilder) throws -> Void,
    complete: (_ roots: [Int]) throws -> Void = { _ in }
  ) throws(SQLiteError) {
    do {
      if FileSystem.exists(path) { throw SystemError(path: path, operation: "create", code: EEXIST) }
      let temporary = path + ".building"
      try FileSystem.remove(temporary)
      defer { try? FileSystem.remove(temporary) }
      do {
        try build(temporary, into: path, header, later, body)
        if !later.isEmpty { try complete(rootPages(of: later, in: path)) }
        try FileSystem.syncFile(path)
      } catch {
        try? FileSystem.remove(path)
        throw error
      }
    } catch {
      throw SQLiteError(error, path: path)
    }
  }

  private static func build(
    _ temporary: String, into path: String, _ header: Header, _ later: [SQLiteLaterTree],
    _ body: (SQLiteBuilder) throws -> Void
  ) throws {
    var configuration = Configuration()
    // Keys are checked once at the end: far faster than a look-up per row, and as strict.
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA page_size = \(header.pageSize);
          PRAGMA journal_mode = OFF;
          PRAGMA synchronous = OFF;
          PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA temp_store = MEMORY;
          PRAGMA cache_size = -65536;
          PRAGMA threads = 2;
          PRAGMA application_id = \(header.applicationID);
          PRAGMA user_version = \(header.userVersion);
          """)
    }
    let queue = try DatabaseQueue(path: temporary, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      try database.inTransaction {
        try body(SQLiteBuilder(database, path: path))
        return .commit
      }
      let laterTables = Set(later.map(\.table))
      let violations = try Row.fetchCursor(database, sql: "PRAGMA foreign_key_check")
      while let violation = try violations.next() {
        if laterTables.contains(violation["parent"]) { continue }
        throw SQLiteError(
          path: path, operation: "foreign key check", code: -1, message: "dangling reference \(violation)")
      }
      try database.execute(sql: "PRAGMA analysis_limit = 1000; ANALYZE")
      for tree in later {
        guard let statistics = tree.statistics else { continue }
        try database.execute(
          sql: "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)",
          arguments: [tree.table, statistics.index, statistics.numbers])
      }
      try database.execute(sql: "VACUUM INTO ?", arguments: [path])
    }
    try queue.close()
  }

  private static func rootPages(of trees: [SQLiteLaterTree], in path: String) throws -> [Int] {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let roots = try queue.read { database in
      try trees.map { tree in
        let name = tree.index ?? tree.table
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ? AND tbl_name = ? AND rootpage > 1"
        guard let root = try Int.fetchOne(database, sql: sql, arguments: [name, tree.table]) else {
          throw SQLiteError(path: path, operation: "find", code: -1, message: "no table or index \(name)")
        }
        return root
      }
    }
    try queue.close()
    return roots
  }
}
