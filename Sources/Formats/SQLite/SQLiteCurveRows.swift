import Bindings
import Core

/// The rows of one table of curves, in the order of its key.
struct SQLiteCurveRows {
  private var rows: SQLiteRowsOfRuns
  /// Where each column of the table stands in the schema of each task, -1 where that lacks it.
  private let places: [[Int]]

  init(_ database: SQLiteInput, _ table: SQLiteCurveTable, _ schemas: [TaskSchema]) throws(SQLiteError) {
    let columns = (["run_id", "epoch"] + table.columnNames).map(SQLiteInput.quoted).joined(separator: ", ")
    rows = SQLiteRowsOfRuns(
      try database.cursor("SELECT \(columns) FROM \(SQLiteInput.quoted(table.name)) ORDER BY run_id, epoch"))
    places = schemas.map { schema in table.places(in: schema).map { $0 ?? -1 } }
  }

  /// The curve of a run; what is null is absent.
  mutating func curve(of run: Int, task: Int, epochs: Int, metrics: Int) throws(SQLiteError) -> Curve {
    var values: [Double] = []
    var count = 0
    while try rows.next(of: run) {
      guard try rows.cursor.integer(1) == count, count < epochs else {
        throw rows.cursor.failure("run \(run): an epoch out of turn; expected epochs 0 to \(epochs - 1), each once")
      }
      for place in places[task].indices {
        let value = try rows.cursor.double(place + 2)
        if places[task][place] >= 0 { values.append(value ?? Curve.absent) }
      }
      count += 1
    }
    guard count == epochs else {
      throw rows.cursor.failure("run \(run): \(count) epochs; expected \(epochs), as table run says")
    }
    var curve = Curve(epochs: epochs, metrics: metrics)
    var source = 0
    let order = places[task].filter { $0 >= 0 }
    for epoch in 0..<epochs {
      for metric in order {
        curve[metric, epoch] = values[source]
        source += 1
      }
    }
    return curve
  }

  mutating func finish() throws(SQLiteError) { try rows.finish() }
}
