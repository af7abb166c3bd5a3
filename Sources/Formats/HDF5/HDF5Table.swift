import Bindings
import Core

/// The datasets of one group, gathered without touching a file: any thread may do that ahead of the writing.
///
/// Writing creates them in order, then compresses their chunks on many threads.
struct HDF5Table: Sendable {
  /// Level 4 saves 4 % of a full release and takes a third longer: 69.2 MB in 0.75 s against 72.0 MB in 0.56 s.
  static let level = 1
  /// The number of elements of a chunk, about 128 KiB: a few chunks per column, enough for all threads.
  static let chunkElements = 16_384

  private(set) var columns: [HDF5Column] = []

  /// One chunk on its way into the file.
  private struct Piece: Sendable {
    var column: Int
    var row: Int
    var bytes: [UInt8]
  }

  /// A dataset with the extent of its chunks.
  private struct ChunkedDataset: Sendable {
    var dataset: HDF5Dataset
    var values: HDF5ColumnValues
    var chunkRows: Int
    var chunkCount: Int
  }

  /// Adds the coordinate 0 ..< `count` that labels the dimension `name`.
  mutating func addScale(_ name: String, count: Int, _ note: HDF5ColumnNote) {
    columns.append(
      HDF5Column(name, .numbers(.int64((0..<count).map(Int64.init)), fill: .int64(0)), .labels, note))
  }

  /// Adds whole numbers; `fill` is noted as `_FillValue` where it is given, and read as "absent" by xarray then.
  mutating func add(
    _ name: String, _ values: [Int64], along dimension: String, fill: Int64? = nil, _ note: HDF5ColumnNote
  ) {
    var column = HDF5Column(name, .numbers(.int64(values), fill: .int64(fill ?? 0)), .along([dimension]), note)
    column.notesFill = fill != nil
    columns.append(column)
  }

  /// Adds numbers of which some may be absent.
  mutating func add(_ name: String, _ values: [Double], along dimension: String, _ note: HDF5ColumnNote) {
    var column = HDF5Column(name, .numbers(.float64(values), fill: .float64(.nan)), .along([dimension]), note)
    column.notesFill = true
    columns.append(column)
  }

  /// Adds 0 for false, 1 for true.
  mutating func add(_ name: String, _ values: [Bool], along dimension: String, _ note: HDF5ColumnNote) {
    let numbers = values.map { $0 ? 1 : 0 as UInt8 }
    columns.append(HDF5Column(name, .numbers(.uint8(numbers), fill: .uint8(0)), .along([dimension]), note))
  }

  /// Adds texts, written at once.
  mutating func add(_ name: String, _ texts: [String], along dimension: String, _ note: HDF5ColumnNote) {
    columns.append(HDF5Column(name, .texts(texts), .along([dimension]), note))
  }

  /// Adds one metric of all runs, run by epoch.
  mutating func addCurves(of metric: Int, _ schema: TaskSchema, _ runs: [ReleasedRun], epochs: Int) {
    let definition = schema.metrics[metric]
    let values = HDF5ColumnValues.curve(metric: metric, epochs: epochs, runs: runs)
    var column = HDF5Column(
      definition.name.rawValue, .numbers(values, fill: .float64(.nan)), .along(["run", "epoch"]),
      HDF5ColumnNote(definition))
    column.notesFill = true
    column.coordinates = "encoding seed"
    columns.append(column)
  }

  /// Creates all datasets in `group`, in order, then compresses and writes the numbers, column by column.
  /// - Parameter dimensions: Counts the dimensions of the file, which netCDF numbers.
  func write(into group: HDF5Group, workers: Int, dimensions: inout Int) throws(HDF5Error) {
    var scales: [String: HDF5Dataset] = [:]
    var datasets: [ChunkedDataset] = []
    for column in columns {
      let dataset: HDF5Dataset
      switch column.content {
      case .texts(let texts): dataset = try group.writeTexts(column.name, texts)
      case .numbers(let values, let fill):
        let rows = Self.chunkRows(of: values.shape)
        dataset = try group.createDataset(column, values.shape, chunkRows: rows, fill, level: Self.level)
        let count = values.shape.contains(0) ? 0 : (values.shape[0] + rows - 1) / rows
        datasets.append(ChunkedDataset(dataset: dataset, values: values, chunkRows: rows, chunkCount: count))
      }
      try dataset.setAttributes(column.attributes)
      switch column.place {
      case .labels:
        try dataset.makeScale(column.name, netCDFDimension: dimensions)
        dimensions += 1
        scales[column.name] = dataset
      case .along(let names):
        for (index, name) in names.enumerated() {
          guard let scale = scales[name] else { preconditionFailure("dimension \(name) has no scale") }
          try dataset.attachScale(scale, toDimension: index)
        }
      }
    }
    try Self.writeChunks(of: datasets, workers: workers)
  }

  private static func chunkRows(of shape: [Int]) -> Int {
    max(1, min(shape[0], chunkElements / max(1, shape.dropFirst().reduce(1, *))))
  }

  private static func writeChunks(of datasets: [ChunkedDataset], workers: Int) throws(HDF5Error) {
    let pieces = datasets.enumerated().flatMap { index, dataset in
      (0..<dataset.chunkCount).map { (column: index, row: $0 * dataset.chunkRows) }
    }
    var none: Void = ()
    try OrderedWork.run(
      count: pieces.count, workers: workers, into: &none, scratch: { HDF5ChunkScratch(level: level) },
      produce: { (index, scratch: inout HDF5ChunkScratch) throws(HDF5Error) -> Piece in
        let (number, row) = pieces[index]
        let bytes = scratch.encode(datasets[number].values, from: row, rows: datasets[number].chunkRows)
        return Piece(column: number, row: row, bytes: bytes)
      },
      consume: { (piece: Piece, _: inout Void) throws(HDF5Error) in
        let column = datasets[piece.column]
        try column.dataset.writeChunk(piece.bytes, at: column.values.isTable ? [piece.row, 0] : [piece.row])
      })
  }
}

extension HDF5Group {
  fileprivate func createDataset(
    _ column: HDF5Column, _ shape: [Int], chunkRows: Int, _ fill: HDF5Column.Fill, level: Int
  ) throws(HDF5Error) -> HDF5Dataset {
    let chunk = [chunkRows] + shape.dropFirst()
    return switch fill {
    case .float64(let fill): try createDataset(column.name, shape: shape, chunk: chunk, level: level, fill: fill)
    case .int64(let fill): try createDataset(column.name, shape: shape, chunk: chunk, level: level, fill: fill)
    case .uint8(let fill): try createDataset(column.name, shape: shape, chunk: chunk, level: level, fill: fill)
    }
  }
}
