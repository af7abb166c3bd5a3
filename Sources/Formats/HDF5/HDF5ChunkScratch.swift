import Bindings
import Core

/// What one thread needs to make chunks.
struct HDF5ChunkScratch: ~Copyable {
  private var encoder: HDF5ChunkEncoder
  private var gathered: [Double] = []

  init(level: Int) { encoder = HDF5ChunkEncoder(level: level) }

  /// The stored bytes of `rows` rows from `row` on, padded behind the last.
  mutating func encode(_ values: HDF5ColumnValues, from row: Int, rows: Int) -> [UInt8] {
    switch values {
    case .float64(let all): encoder.encode(Self.chunk(of: all, from: row, rows, padding: .nan))
    case .int64(let all): encoder.encode(Self.chunk(of: all, from: row, rows, padding: 0))
    case .uint8(let all): encoder.encode(Self.chunk(of: all, from: row, rows, padding: 0))
    case .curve(let metric, let epochs, let runs): encodeCurves(metric, epochs, runs, from: row, rows: rows)
    }
  }

  /// Shorter runs, absent values and the rows behind the last become the plain quiet NaN.
  private mutating func encodeCurves(
    _ metric: Int, _ epochs: Int, _ runs: [ReleasedRun], from row: Int, rows: Int
  ) -> [UInt8] {
    if gathered.count != rows * epochs { gathered = [Double](repeating: .nan, count: rows * epochs) }
    for run in row..<row + rows {
      let place = (run - row) * epochs
      let filled = run < runs.count ? fill(place, epochs, from: runs[run].curve.column(metric)) : 0
      for epoch in filled..<epochs { gathered[place + epoch] = .nan }
    }
    return encoder.encode(gathered)
  }

  /// How many of the `epochs` values from `place` on a run's column gave.
  private mutating func fill(_ place: Int, _ epochs: Int, from column: ArraySlice<Double>) -> Int {
    let absent = Curve.absent.bitPattern
    var place = place
    for value in column.prefix(epochs) {
      gathered[place] = value.bitPattern == absent ? .nan : value
      place += 1
    }
    return min(column.count, epochs)
  }

  private static func chunk<Element>(
    of values: [Element], from row: Int, _ rows: Int, padding: Element
  ) -> [Element] {
    var chunk = Array(values[row..<min(row + rows, values.count)])
    chunk.append(contentsOf: repeatElement(padding, count: rows - chunk.count))
    return chunk
  }
}

extension HDF5ColumnValues {
  /// Whether a row has more than one value.
  var isTable: Bool { shape.count > 1 }

  var shape: [Int] {
    if case .curve(_, let epochs, let runs) = self { return [runs.count, epochs] }
    return [count]
  }
}
