import Bindings
import Core

extension SQLiteFiller {
  /// Inserts the numbers of runs as wholes; absent ones have no row, special ones are null.
  func insertRunValues() throws(SQLiteError) {
    if SQLiteTable.runValues(of: release).isEmpty { return }
    let names = try builder.rows(into: "run_value_name", columns: 9)
    let rows = try builder.rows(into: "run_value", columns: 3)
    var firstName: [Int: Int] = [:]
    var next = 1
    try numbering.forEachTask { (space, index, id) throws(SQLiteError) in
      firstName[id] = next
      for value in release.spaces[space].tasks[index].schema.values {
        names.bind(next)
        names.bind(id)
        names.bind(value.name.rawValue)
        names.bind(value.split?.rawValue)
        names.bind(value.unit.rawValue)
        names.bind(value.direction.rawValue)
        names.bind(value.lower)
        names.bind(value.upper)
        names.bind(value.title)
        try names.insert()
        next += 1
      }
    }
    try numbering.forEachGroup { (_, _, group, taskID, firstRun) throws(SQLiteError) in
      for (offset, run) in group.runs.enumerated() {
        for (place, value) in run.values.enumerated() where !Curve.isAbsent(value) {
          rows.bind(firstRun + offset)
          rows.bind((firstName[taskID] ?? 1) + place)
          rows.bind(value)
          try rows.insert()
        }
      }
    }
  }
}
