import Bindings

/// The rows of a statement whose first column is a run, in the order of the runs.
struct SQLiteRowsOfRuns {
  let cursor: SQLiteCursor
  /// The run of the row that is next, nil before the first is fetched.
  private var run: Int?
  private var isAtEnd = false

  init(_ cursor: SQLiteCursor) { self.cursor = cursor }

  /// Moves to the next row of the run `id`, false where there is none left. Ids ascend from call to call.
  mutating func next(of id: Int) throws(SQLiteError) -> Bool {
    if run == nil, !isAtEnd { try fetch() }
    guard let run else { return false }
    if run < id { throw cursor.failure("run \(run), which is not there") }
    if run > id { return false }
    self.run = nil
    return true
  }

  /// Checks that no row is left.
  mutating func finish() throws(SQLiteError) {
    if run == nil, !isAtEnd { try fetch() }
    if let run { throw cursor.failure("run \(run), which is not there") }
  }

  private mutating func fetch() throws(SQLiteError) {
    guard try cursor.next() else {
      isAtEnd = true
      return
    }
    guard let run = try cursor.integer(0) else { throw cursor.failure("run_id is null") }
    self.run = run
  }
}
