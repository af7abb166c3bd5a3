import Core

extension SQLiteBulkTree {
  /// The table `cost`, and its indexes: computed costs, the primary entry of an architecture first, then what sources
  /// logged.
  static func costs(_ numbering: SQLiteNumbering) -> [SQLiteBulkTree] {
    let computed = SQLiteComputedCosts(numbering)
    var architectures: [Int32] = []
    var tasks: [Int32] = []
    var firstRows: [Int] = []
    for piece in computed.pieces {
      firstRows.append(tasks.count)
      for index in piece.architectures {
        let id = Int32(numbering.firstArchitecture[piece.space] + index)
        computed.forEachEntry(of: index, in: piece.space) { entry, task in
          let count = 4 + entry.counters.count
          architectures.append(contentsOf: repeatElement(id, count: count))
          tasks.append(contentsOf: repeatElement(Int32(task ?? 0), count: count))
        }
      }
    }
    let logged = LoggedParameters.all(of: numbering)
    let loggedStart = tasks.count
    architectures += logged.map(\.architecture)
    tasks += logged.map(\.task)
    let starts = firstRows
    let table = SQLiteBulkTree(
      table: "cost", kind: .table, rowCount: tasks.count,
      pieceCount: starts.count + (logged.count + 1023) / 1024
    ) { piece, rows in
      if piece < starts.count {
        computed.encode(computed.pieces[piece], rowid: starts[piece] + 1, into: &rows)
      } else {
        let first = (piece - starts.count) * 1024
        for index in first..<min(first + 1024, logged.count) {
          logged[index].encode(rowid: loggedStart + index + 1, into: &rows)
        }
      }
    }
    return [
      table, .index(of: "cost", on: "architecture_id", architectures), .index(of: "cost", on: "task_id", tasks),
    ]
  }
}

/// A number of parameters that a source logged.
private struct LoggedParameters: Sendable {
  var architecture: Int32
  var task: Int32
  var count: Int

  /// Those of every group, once per architecture and different value.
  static func all(of numbering: SQLiteNumbering) -> [LoggedParameters] {
    var all: [LoggedParameters] = []
    numbering.forEachGroup { space, _, group, taskID, _ in
      var previous = -1
      var first = 0
      for run in group.runs {
        if run.architecture != previous { (previous, first) = (run.architecture, all.count) }
        guard let count = run.loggedParams, !all[first...].contains(where: { $0.count == count }) else { continue }
        all.append(
          LoggedParameters(
            architecture: Int32(numbering.firstArchitecture[space] + run.architecture), task: Int32(taskID),
            count: count))
      }
    }
    return all
  }

  func encode(rowid: Int, into rows: inout SQLiteRowEncoder) {
    rows.append(Int(architecture))
    rows.append(Int(task))
    rows.append(CostScope.encoder.rawValue)
    rows.appendNull()
    rows.append("params")
    rows.append(count)
    rows.append("measured")
    rows.endRow(rowid: rowid)
  }
}

extension Release {
  /// Whether runs of one architecture on one task differ in the parameters that were logged, or in having any.
  var hasParametersOfRuns: Bool {
    spaces.contains { space in
      space.tasks.contains { task in
        var known = [Int??](repeating: nil, count: space.architectures.count)
        for run in task.groups.lazy.flatMap(\.runs) {
          if let other = known[run.architecture], other != run.loggedParams { return true }
          known[run.architecture] = .some(run.loggedParams)
        }
        return false
      }
    }
  }
}
