import Core

extension SQLiteBulkTree {
  /// The table `run`, and its indexes.
  static func runs(_ numbering: SQLiteNumbering) -> [SQLiteBulkTree] {
    let release = numbering.release
    var architectures: [Int32] = []
    var tasks: [Int32] = []
    var sources: [Int32] = []
    let pieces = numbering.runPieces(of: 1024)
    let hasParameters = release.hasParametersOfRuns
    for piece in pieces {
      let count = release.spaces[piece.space].architectures.count
      for run in numbering.group(of: piece).runs[piece.runs] {
        let file = run.sources.first?.file
        precondition(run.architecture >= 0 && run.architecture < count, "no run without its architecture")
        precondition(file ?? 0 >= 0 && file ?? -1 < release.sources.count, "no reference without its source")
        architectures.append(Int32(numbering.firstArchitecture[piece.space] + run.architecture))
        tasks.append(Int32(piece.taskID))
        sources.append(file.map { Int32($0 + 1) } ?? 0)
      }
    }
    let table = SQLiteBulkTree(table: "run", kind: .table, rowCount: tasks.count, pieceCount: pieces.count) {
      let piece = pieces[$0]
      let group = numbering.group(of: piece)
      for (offset, run) in group.runs[piece.runs].enumerated() {
        // The rowid stands for the id.
        $1.appendNull()
        $1.append(numbering.firstArchitecture[piece.space] + run.architecture)
        $1.append(piece.taskID)
        $1.append(group.budget)
        $1.append(run.seed)
        $1.append(run.repetition)
        $1.append(run.status)
        $1.append(run.curve.epochs)
        $1.append(run.totalTime)
        $1.append(run.inferenceTime)
        $1.append(run.sources.first.map { $0.file + 1 })
        if hasParameters { $1.append(run.loggedParams) }
        $1.endRow(rowid: piece.firstRun + offset)
      }
    }
    return [
      table, .index(of: "run", on: "architecture_id", architectures), .index(of: "run", on: "task_id", tasks),
      .index(of: "run", on: "source_id", sources),
    ]
  }

  /// The table `run_source`, and its indexes.
  static func runSources(_ numbering: SQLiteNumbering) -> [SQLiteBulkTree] {
    var runs: [Int32] = []
    var sources: [Int32] = []
    let pieces = numbering.runPieces(of: 1024)
    var firstRows: [Int] = []
    for piece in pieces {
      firstRows.append(runs.count)
      for (offset, run) in numbering.group(of: piece).runs[piece.runs].enumerated() {
        for source in run.sources {
          precondition(
            source.file >= 0 && source.file < numbering.release.sources.count, "no reference without its source")
          runs.append(Int32(piece.firstRun + offset))
          sources.append(Int32(source.file + 1))
        }
      }
    }
    let starts = firstRows
    let table = SQLiteBulkTree(table: "run_source", kind: .table, rowCount: runs.count, pieceCount: pieces.count) {
      let piece = pieces[$0]
      var rowid = starts[$0]
      for (offset, run) in numbering.group(of: piece).runs[piece.runs].enumerated() {
        for source in run.sources {
          rowid += 1
          $1.append(piece.firstRun + offset)
          $1.append(source.file + 1)
          $1.append(source.pointer)
          $1.endRow(rowid: rowid)
        }
      }
    }
    return [
      table, .index(of: "run_source", on: "run_id", runs), .index(of: "run_source", on: "source_id", sources),
    ]
  }

  /// The table `source`.
  static func sources(_ release: Release) -> SQLiteBulkTree {
    let sources = release.sources
    return SQLiteBulkTree(
      table: "source", kind: .table, rowCount: sources.count, distinctPrefixes: [],
      pieceCount: (sources.count + 511) / 512
    ) { piece, rows in
      for index in piece * 512..<min(piece * 512 + 512, sources.count) {
        rows.appendNull()
        rows.append(sources[index].input)
        rows.append(sources[index].path)
        rows.append(sources[index].bytes)
        rows.append(sources[index].sha256.isEmpty ? nil : sources[index].sha256)
        rows.append(sources[index].parser.isEmpty ? nil : sources[index].parser)
        rows.endRow(rowid: index + 1)
      }
    }
  }
}
