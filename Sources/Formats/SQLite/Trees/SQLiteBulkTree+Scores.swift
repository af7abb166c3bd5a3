import Core

extension SQLiteBulkTree {
  /// The table `score`, and its indexes.
  static func scores(_ numbering: SQLiteNumbering) -> [SQLiteBulkTree] {
    let scores = SQLiteScores(numbering)
    let table = SQLiteBulkTree(
      table: "score", kind: .index, rowCount: scores.count, distinctPrefixes: scores.distinctPrefixes,
      pieceCount: (scores.count + 1023) / 1024
    ) { piece, rows in
      for row in piece * 1024..<min(piece * 1024 + 1024, scores.count) {
        let (architecture, task, budget, score) = scores[row]
        // The key comes first, then the other columns as they are declared.
        rows.append(task)
        rows.append(budget)
        rows.append(architecture)
        rows.append(score.rule.rawValue)
        rows.append(score.split.rawValue)
        rows.append(score.count)
        rows.append(score.value)
        rows.append(score.epoch)
        rows.append(score.minmaxP)
        rows.append(score.rank01)
        rows.append(score.zscore)
        rows.append(score.normalizedRegret)
        rows.endRow()
      }
    }
    return [table, byArchitecture(scores), byValue(scores)]
  }

  /// The index `score_architecture_id`: the column, then the rest of the table's key.
  private static func byArchitecture(_ scores: SQLiteScores) -> SQLiteBulkTree {
    let order = SQLiteKeyOrder((0..<scores.count).map { Int32(scores[$0].architecture) })
    return SQLiteBulkTree(
      table: "score", index: SQLiteTable.indexName("score", ["architecture_id"]), kind: .index,
      rowCount: scores.count, distinctPrefixes: [order.distinct], pieceCount: (scores.count + 4095) / 4096
    ) { piece, rows in
      for row in order.rows[piece * 4096..<min(piece * 4096 + 4096, order.rows.count)] {
        let (architecture, task, budget, score) = scores[Int(row)]
        rows.append(architecture)
        rows.append(task)
        rows.append(budget)
        rows.append(score.rule.rawValue)
        rows.append(score.split.rawValue)
        rows.endRow()
      }
    }
  }

  /// The index `score_task_id_value` over the rows that rank architectures: its columns, then the rest of the key.
  private static func byValue(_ scores: SQLiteScores) -> SQLiteBulkTree {
    var entries: [(task: Int, value: Double?, row: Int)] = []
    for row in 0..<scores.count {
      let (_, task, _, score) = scores[row]
      guard score.rule == .bestValid, score.split == .valid else { continue }
      entries.append((task, score.value.flatMap { $0.isNaN ? nil : $0 }, row))
    }
    // Null comes before every number; rows are in the order of the rest of the key.
    entries.sort { left, right in
      if left.task != right.task { return left.task < right.task }
      guard left.value != right.value else { return left.row < right.row }
      guard let value = left.value else { return true }
      return right.value.map { value < $0 } ?? false
    }
    let values = zip(entries.dropFirst(), entries).count { $0.task != $1.task || $0.value != $1.value }
    let tasks = zip(entries.dropFirst(), entries).count { $0.task != $1.task }
    let order = entries.map(\.row)
    return SQLiteBulkTree(
      table: "score", index: SQLiteTable.indexName("score", ["task_id", "value"]), kind: .index,
      rowCount: order.count, distinctPrefixes: [tasks + 1, values + 1], pieceCount: (order.count + 4095) / 4096
    ) { piece, rows in
      for row in order[piece * 4096..<min(piece * 4096 + 4096, order.count)] {
        let (architecture, task, budget, score) = scores[row]
        rows.append(task)
        rows.append(score.value)
        rows.append(budget)
        rows.append(architecture)
        rows.append(score.rule.rawValue)
        rows.append(score.split.rawValue)
        rows.endRow()
      }
    }
  }
}
