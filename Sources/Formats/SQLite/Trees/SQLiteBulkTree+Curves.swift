import Core

extension SQLiteBulkTree {
  /// The curves of all runs of the table's task.
  static func curves(_ table: SQLiteCurveTable, _ numbering: SQLiteNumbering) -> SQLiteBulkTree {
    // About as many rows as fill the nearest cache.
    let pieces = numbering.runPieces(of: 32) { $0.name == table.task }
    var rowCount = 0
    var runCount = 0
    for piece in pieces {
      for run in numbering.group(of: piece).runs[piece.runs] where run.curve.epochs > 0 {
        rowCount += run.curve.epochs
        runCount += 1
      }
    }
    return SQLiteBulkTree(
      table: table.name, kind: .index, rowCount: rowCount, distinctPrefixes: [runCount, rowCount],
      pieceCount: pieces.count
    ) { piece, rows in
      let piece = pieces[piece]
      let group = numbering.group(of: piece)
      let places = table.places(in: numbering.release.spaces[piece.space].tasks[piece.task].schema)
      let areInOrder = places.indices.allSatisfy { places[$0] == $0 }
      for (offset, index) in piece.runs.enumerated() {
        let epochs = group.runs[index].curve.epochs
        let values = group.runs[index].curve.values
        for epoch in 0..<epochs {
          rows.append(piece.firstRun + offset)
          rows.append(epoch)
          if areInOrder { rows.append(places.count, of: values, length: epochs, row: epoch) }
          // Absent values and measured NaN alike become null.
          for place in places where !areInOrder {
            if let place { rows.append(values[place * epochs + epoch]) } else { rows.appendNull() }
          }
          rows.endRow()
        }
      }
    }
  }
}
