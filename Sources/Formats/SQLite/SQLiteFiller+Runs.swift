import Bindings
import Core

extension SQLiteFiller {
  func insertSources() throws(SQLiteError) {
    var rows = try builder.inserter(into: "source", columns: 6)
    for (index, source) in release.sources.enumerated() {
      rows.bind(index + 1)
      rows.bind(source.input)
      rows.bind(source.path)
      rows.bind(source.bytes)
      rows.bind(source.sha256.isEmpty ? nil : source.sha256)
      rows.bind(source.parser.isEmpty ? nil : source.parser)
      try rows.insert()
    }
  }

  func insertRuns() throws(SQLiteError) {
    var rows = try builder.inserter(into: "run", columns: 11)
    try forEachGroup { (space, _, group, taskID, firstRun) throws(SQLiteError) in
      for (offset, run) in group.runs.enumerated() {
        rows.bind(firstRun + offset)
        rows.bind(firstArchitecture[space] + run.architecture)
        rows.bind(taskID)
        rows.bind(group.budget)
        rows.bind(run.seed)
        rows.bind(run.repetition)
        rows.bind(run.status)
        rows.bind(run.curve.epochs)
        rows.bind(run.totalTime)
        rows.bind(run.inferenceTime)
        rows.bind(run.sources.first.map { $0.file + 1 })
        try rows.insert()
      }
    }
  }

  func insertRunSources() throws(SQLiteError) {
    var rows = try builder.inserter(into: "run_source", columns: 3)
    try forEachGroup { (_, _, group, _, firstRun) throws(SQLiteError) in
      for (offset, run) in group.runs.enumerated() {
        for source in run.sources {
          rows.bind(firstRun + offset)
          rows.bind(source.file + 1)
          rows.bind(source.pointer)
          try rows.insert()
        }
      }
    }
  }

  /// Inserts the curves of all runs of the table's task, in the order of its key.
  func insertCurves(_ table: SQLiteCurveTable) throws(SQLiteError) {
    var rows = try builder.inserter(into: SQLiteName.quoted(table.name), columns: table.metrics.count + 2)
    try forEachGroup { (_, task, group, _, firstRun) throws(SQLiteError) in
      guard task.name == table.task else { return }
      let places = table.places(in: task.schema).map { $0 ?? -1 }
      for (offset, run) in group.runs.enumerated() {
        let epochs = run.curve.epochs
        for epoch in 0..<epochs {
          if epoch == 0 { rows.bind(firstRun + offset) } else { rows.keep(1) }
          rows.bind(epoch)
          for place in places {
            // Absent values and measured NaN alike become null.
            rows.bind(place < 0 ? Double.nan : run.curve.values[place * epochs + epoch])
          }
          try rows.insert()
        }
      }
    }
  }

  func insertSpecialValues() throws(SQLiteError) {
    var rows = try builder.inserter(into: "special_value", columns: 4)
    try forEachGroup { (_, task, group, _, firstRun) throws(SQLiteError) in
      for entry in group.specialEntries(task.schema) {
        rows.bind(firstRun + entry.run)
        rows.bind(entry.epoch)
        rows.bind(entry.metric)
        rows.bind(entry.kind.rawValue)
        try rows.insert()
      }
    }
  }

  func insertScores() throws(SQLiteError) {
    var rows = try builder.inserter(into: "score", columns: 12)
    try forEachGroup { (space, _, group, taskID, _) throws(SQLiteError) in
      for score in group.scores {
        rows.bind(firstArchitecture[space] + score.architecture)
        rows.bind(taskID)
        rows.bind(group.budget)
        rows.bind(literal: score.rule == .final ? "final" : "best_valid")
        rows.bind(literal: score.split == .valid ? "valid" : score.split == .test ? "test" : "train")
        rows.bind(score.count)
        rows.bind(score.value)
        rows.bind(score.epoch)
        rows.bind(score.minmaxP)
        rows.bind(score.rank01)
        rows.bind(score.zscore)
        rows.bind(score.normalizedRegret)
        try rows.insert()
      }
    }
  }

  func insertNoise() throws(SQLiteError) {
    var rows = try builder.inserter(into: "noise", columns: 8)
    try forEachGroup { (_, _, group, taskID, _) throws(SQLiteError) in
      for noise in group.noise {
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
