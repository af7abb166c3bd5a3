import Core

/// Some runs of one group.
struct SQLiteRunPiece: Sendable {
  var space: Int
  var task: Int
  var taskID: Int
  var group: Int
  var runs: Range<Int>
  /// The id of the first of `runs`.
  var firstRun: Int
}

extension SQLiteNumbering {
  /// The groups of the tasks that satisfy `isWanted`, cut behind every `limit` runs.
  func runPieces(of limit: Int, where isWanted: (ReleasedTask) -> Bool = { _ in true }) -> [SQLiteRunPiece] {
    var pieces: [SQLiteRunPiece] = []
    forEachTask { space, task, id in
      let content = release.spaces[space].tasks[task]
      if !isWanted(content) { return }
      for (group, runs) in content.groups.lazy.map(\.runs).enumerated() {
        for start in stride(from: 0, to: runs.count, by: limit) {
          pieces.append(
            SQLiteRunPiece(
              space: space, task: task, taskID: id, group: group, runs: start..<min(start + limit, runs.count),
              firstRun: firstRun[space][task][group] + start))
        }
      }
    }
    return pieces
  }

  /// The group that `piece` is of.
  func group(of piece: SQLiteRunPiece) -> BudgetGroup {
    release.spaces[piece.space].tasks[piece.task].groups[piece.group]
  }
}
