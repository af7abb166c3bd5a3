internal import Bytes
internal import GRDBSQLite
internal import Glibc

/// The open database behind a `SQLiteInput` and its cursors.
@safe final class SQLiteInputConnection {
  let path: String
  let handle: OpaquePointer
  private let seconds: Int
  /// Seconds of the monotonic clock.
  private let deadline: Int
  private(set) var isLate = false

  /// Opens `path` as a file that nobody changes: no lock, no journal, no shared memory beside it.
  init(_ path: String, limits: SQLiteInputLimits, seconds: Int) throws(SQLiteError) {
    self.path = path
    self.seconds = seconds
    deadline = Self.now + seconds
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
    let result = unsafe sqlite3_open_v2(Self.location(path), &opened, flags, nil)
    guard let opened = unsafe opened, result == SQLITE_OK else {
      let message = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "no memory"
      unsafe _ = sqlite3_close_v2(opened)
      throw SQLiteError(path: path, operation: "open", code: result, message: message)
    }
    unsafe handle = opened
    unsafe _ = sqlite3_extended_result_codes(opened, 1)
    try restrict(limits)
    unsafe sqlite3_progress_handler(
      opened, 10_000,
      { context in
        guard let context = unsafe context else { return 1 }
        return unsafe Unmanaged<SQLiteInputConnection>.fromOpaque(context).takeUnretainedValue().isOverdue() ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { unsafe _ = sqlite3_close_v2(handle) }

  /// What SQLite says of its last failure, or that the time was up.
  func error(_ operation: String, _ code: Int32) -> SQLiteError {
    let message =
      isLate
      ? "not done within \(seconds) s (time limit)" : unsafe String(cString: sqlite3_errmsg(handle))
    return SQLiteError(path: path, operation: operation, code: code, message: message)
  }

  private func isOverdue() -> Bool {
    if Self.now > deadline { isLate = true }
    return isLate
  }

  private static var now: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }

  /// The path as a URI, every byte but letters, digits and slashes escaped.
  private static func location(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    for byte in FileSystem.resolved(path).utf8 {
      let isPlain = byte == 0x2F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte | 0x20 &- 0x20)
      if isPlain { text.append(byte) } else { text += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    }
    return "file:\(String(decoding: text, as: UTF8.self))?immutable=1"
  }

  private func restrict(_ limits: SQLiteInputLimits) throws(SQLiteError) {
    for (limit, value) in [
      (SQLITE_LIMIT_LENGTH, limits.length), (SQLITE_LIMIT_COLUMN, limits.columns), (SQLITE_LIMIT_VDBE_OP, 100_000),
      (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
      (SQLITE_LIMIT_EXPR_DEPTH, 500), (SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    ] {
      unsafe _ = sqlite3_limit(handle, limit, Int32(clamping: value))
    }
    // Variadic, which Swift cannot import, hence looked up by name.
    typealias Function = @convention(c) (OpaquePointer, Int32, Int32, UnsafeMutablePointer<Int32>?) -> Int32
    guard let symbol = unsafe dlsym(nil, "sqlite3_db_config") else {
      throw SQLiteError(path: path, operation: "sqlite3_db_config", code: -1, message: "SQLite lacks it")
    }
    let configure = unsafe unsafeBitCast(symbol, to: Function.self)
    for (option, value): (Int32, Int32) in [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_VIEW, 0),
      (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
      (SQLITE_DBCONFIG_DQS_DML, 0),
    ] {
      var now: Int32 = -1
      let result = unsafe configure(handle, option, value, &now)
      guard result == SQLITE_OK, now == value else { throw error("sqlite3_db_config \(option)", result) }
    }
    for pragma in [
      "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON", "temp_store = MEMORY",
      "cache_size = -4096", "ignore_check_constraints = ON",
    ] {
      do throws(SQLiteError) {
        let rows = try SQLiteCursor(self, "PRAGMA \(pragma)")
        while try rows.next() {}
      } catch {
        // The first of them to look at the file finds out what is wrong with it.
        throw SQLiteError(path: path, operation: "open", code: error.code, message: error.message)
      }
    }
  }
}
