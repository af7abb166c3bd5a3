import Bindings

/// The epochs of all trainings of a database, walked in step with these.
final class NNIEpochRows {
  private let measures: [String]
  private let rows: SQLiteCursor
  /// The training to which the current row belongs, nil behind the last.
  private var trial: Int?

  /// Nil where the database has no epochs.
  init?(_ database: SQLiteInput, _ benchmark: NNIBenchmark) throws(SQLiteError) {
    let name = benchmark.tables.epochs
    guard let table = database.table(name), table.has(["trial_id", "current_epoch"]) else { return nil }
    measures = benchmark.measures
    let columns = measures.map { table.has([$0]) ? SQLiteInput.quoted($0) : "NULL" }
    rows = try database.cursor(
      "SELECT trial_id, current_epoch, \(columns.joined(separator: ", ")) FROM \(name) "
        + "WHERE typeof(trial_id) = 'integer' ORDER BY trial_id, current_epoch")
    try advance()
  }

  /// The epochs of the training `id`; those of smaller keys, which belong to no training, are passed over.
  func rows(of id: Int, _ faults: inout [String]) throws(SQLiteError) -> [NNITrial.Epoch] {
    var result: [NNITrial.Epoch] = []
    var omitted = 0
    while let trial, trial <= id {
      if trial == id, result.count < NNIDatabase.epochLimit {
        let epoch = NNIValue.integer(rows, 1, &faults)
        let numbers = measures.indices.map { NNIValue.double(rows, 2 + $0, &faults) }
        result.append(NNITrial.Epoch(epoch: epoch, numbers: numbers))
      } else if trial == id {
        omitted += 1
      }
      try advance()
    }
    if omitted > 0 { faults.append("\(omitted) epochs beyond \(NNIDatabase.epochLimit)") }
    return result
  }

  private func advance() throws(SQLiteError) { trial = try rows.next() ? rows.integer(0) : nil }
}
