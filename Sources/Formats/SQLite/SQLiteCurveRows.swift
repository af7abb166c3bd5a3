import Bindings
import Core

/// The rows of one table of curves, in the order of its key.
struct SQLiteCurveRows {
  private var rows: SQLiteRowsOfRuns
  /// Where each column of the table stands in the schema of each task, -1 where that lacks it.
  private let places: [[Int]]
  /// Row after row of one run.
  private var values: [Double] = []

  init(_ database: SQLiteInput, _ table: SQLiteCurveTable, _ schemas: [TaskSchema]) throws(SQLiteError) {
    let columns = (["run_id", "epoch"] + table.columnNames).map(SQLiteInput.quoted).joined(separator: ", ")
    rows = SQLiteRowsOfRuns(
      try database.cursor("SELECT \(columns) FROM \(SQLiteInput.quoted(table.name)) ORDER BY run_id, epoch"))
    places = schemas.map { schema in table.places(in: schema).map { $0 ?? -1 } }
  }

  /// The curve of a run; what is null is absent.
  mutating func curve(of run: Int, task: Int, epochs: Int, metrics: Int) throws(SQLiteError) -> Curve {
    values.removeAll(keepingCapacity: true)
    let places = places[task]
    var count = 0
    while try rows.next(of: run) {
      guard try rows.cursor.integer(1) == count, count < epochs else {
        throw rows.cursor.failure("run \(run): an epoch out of turn; expected epochs 0 to \(epochs - 1), each once")
      }
      try rows.cursor.append(2..<places.count + 2, to: &values, absent: Curve.absent)
      count += 1
    }
    guard count == epochs else {
      throw rows.cursor.failure("run \(run): \(count) epochs; expected \(epochs), as table run says")
    }
    var turned = [Double](repeating: Curve.absent, count: epochs * metrics)
    for (column, metric) in places.enumerated() where metric >= 0 {
      for epoch in 0..<epochs { turned[metric * epochs + epoch] = values[epoch * places.count + column] }
    }
    return Curve(epochs: epochs, metrics: metrics, values: turned)
  }

  mutating func finish() throws(SQLiteError) { try rows.finish() }
}
