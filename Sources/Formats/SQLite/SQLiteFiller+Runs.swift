import Bindings
import Core

extension SQLiteFiller {
  func insertSpecialValues() throws(SQLiteError) {
    let rows = try builder.rows(into: "special_value", columns: 4)
    try numbering.forEachGroup { (_, task, group, _, firstRun) throws(SQLiteError) in
      for entry in group.specialEntries(task.schema) {
        rows.bind(firstRun + entry.run)
        rows.bind(entry.epoch)
        rows.bind(entry.metric)
        rows.bind(entry.kind.rawValue)
        try rows.insert()
      }
    }
  }

  func insertNoise() throws(SQLiteError) {
    let rows = try builder.rows(into: "noise", columns: 8)
    try numbering.forEachGroup { (_, _, group, taskID, _) throws(SQLiteError) in
      for noise in group.noise.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        rows.bind(taskID)
        rows.bind(group.budget)
        rows.bind(noise.rule.rawValue)
        rows.bind(noise.split.rawValue)
        rows.bind(noise.kind.rawValue)
        rows.bind(noise.standardDeviation)
        rows.bind(noise.degreesOfFreedom)
        rows.bind(noise.copies)
        try rows.insert()
      }
    }
  }
}

extension NoiseEstimate {
  /// What tells it apart within a task and budget, as text.
  fileprivate var key: [String] { [rule.rawValue, split.rawValue, kind.rawValue] }
}
