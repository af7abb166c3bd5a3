/// The rows of a table sorted by one integer column, equal ones in the order of the table.
struct SQLiteKeyOrder: Sendable {
  /// The value of the column in each row, from 1; 0 for null, which comes first.
  let keys: [Int32]
  /// The rows, from 0, in the order of their keys.
  let rows: [Int32]
  /// The number of different keys, null being one.
  let distinct: Int

  /// - Complexity: O(rows + largest key).
  init(_ keys: [Int32]) {
    var places = [Int](repeating: 0, count: Int(keys.max() ?? 0) + 2)
    for key in keys { places[Int(key) + 1] += 1 }
    distinct = places.count { $0 > 0 }
    for key in places.indices.dropFirst() { places[key] += places[key - 1] }
    var rows = [Int32](repeating: 0, count: keys.count)
    for (row, key) in keys.enumerated() {
      rows[places[Int(key)]] = Int32(row)
      places[Int(key)] += 1
    }
    self.keys = keys
    self.rows = rows
  }
}

extension SQLiteBulkTree {
  /// The index of a table with rowids, which count from 1, on a column of integers.
  static func index(of table: String, on column: String, _ keys: [Int32]) -> SQLiteBulkTree {
    let order = SQLiteKeyOrder(keys)
    return SQLiteBulkTree(
      table: table, index: SQLiteTable.indexName(table, [column]), kind: .index, rowCount: keys.count,
      distinctPrefixes: [order.distinct], pieceCount: (keys.count + 4095) / 4096
    ) { piece, rows in
      for row in order.rows[piece * 4096..<min(piece * 4096 + 4096, order.rows.count)] {
        let key = order.keys[Int(row)]
        if key == 0 { rows.appendNull() } else { rows.append(Int(key)) }
        rows.append(Int(row) + 1)
        rows.endRow()
      }
    }
  }
}
