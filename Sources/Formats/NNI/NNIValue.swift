import Bindings

/// Values of a row, of which those of a wrong type are noted and left out.
enum NNIValue {
  /// Faults of one training that are told.
  private static let faultLimit = 20

  static func integer(_ row: SQLiteCursor, _ column: Int, _ faults: inout [String]) -> Int? {
    do throws(SQLiteError) { return try row.integer(column) } catch { note(error, &faults) }
    return nil
  }

  static func double(_ row: SQLiteCursor, _ column: Int, _ faults: inout [String]) -> Double? {
    do throws(SQLiteError) { return try row.double(column) } catch { note(error, &faults) }
    return nil
  }

  static func text(_ row: SQLiteCursor, _ column: Int, _ faults: inout [String]) -> String? {
    do throws(SQLiteError) { return try row.text(column) } catch { note(error, &faults) }
    return nil
  }

  private static func note(_ error: SQLiteError, _ faults: inout [String]) {
    if faults.count < faultLimit { faults.append(error.message) }
  }
}
