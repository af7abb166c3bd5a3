import Bindings
import Core

/// Reads the runs of one group, a block of rows at a time.
struct HDF5RunReader {
  private let group: HDF5RunGroup
  private let path: String
  /// Rows that are read at a time: whole chunks where there are chunks.
  private let rowsPerBlock: Int
  private let layout: ReleaseColumnLayout

  init(_ group: HDF5RunGroup, path: String) {
    self.group = group
    self.path = path
    layout = ReleaseColumnLayout(group.schema)
    let values = max(1, group.budget * max(1, group.metrics.count))
    let chunk = group.metrics.first?.chunkRows ?? 1024
    // At most 32 MiB of values.
    rowsPerBlock = max(1, min(chunk, 4_194_304 / values))
  }

  /// The columns of one block of runs.
  private struct Block {
    var encodings: [String] = []
    var statuses: [String] = []
    var seeds: [Int64] = []
    var hasSeed: [Int64] = []
    var repetitions: [Int64] = []
    var hasRepetition: [Int64] = []
    var epochs: [Int64] = []
    var inferenceTimes: [Double] = []
    var params: [Int64] = []
    var isLogged: [Int64] = []
    var metrics: [[Double]]
    var values: [[Double]]
  }

  func read(_ body: (ReleaseLine) throws(ReleaseInputError) -> Void) throws(ReleaseInputError) {
    var special = HDF5SpecialValues(group, path: path)
    var decoder = HDF5ChunkDecoder()
    var block = Block(
      metrics: Array(repeating: [], count: group.metrics.count),
      values: Array(repeating: [], count: group.values.count))
    for first in stride(from: 0, to: group.count, by: rowsPerBlock) {
      let rows = first..<min(group.count, first + rowsPerBlock)
      do throws(HDF5InputError) {
        try fill(&block, rows, &decoder)
      } catch {
        throw ReleaseInputError(error, path: path)
      }
      for row in rows { try body(try line(block, row - first, row, &special)) }
    }
    try special.finish()
  }

  private func fill(
    _ block: inout Block, _ rows: Range<Int>, _ decoder: inout HDF5ChunkDecoder
  ) throws(HDF5InputError) {
    block.encodings = try group.columns["encoding"]?.texts(rows) ?? []
    block.statuses = try group.columns["status"]?.texts(rows) ?? []
    try group.columns["seed"]?.read(rows, into: &block.seeds)
    try group.columns["seed_present"]?.read(rows, into: &block.hasSeed)
    try group.columns["repeat"]?.read(rows, into: &block.repetitions)
    try group.columns["repeat_present"]?.read(rows, into: &block.hasRepetition)
    try group.columns["epochs"]?.read(rows, into: &block.epochs)
    try group.columns["inference_time"]?.read(rows, into: &block.inferenceTimes)
    for (index, metric) in group.metrics.enumerated() {
      try metric.read(rows, into: &block.metrics[index], by: &decoder)
    }
    for (index, value) in group.values.enumerated() { try value.read(rows, into: &block.values[index]) }
    block.isLogged = []
    guard let params = group.columns["params"], params.shape == [group.count] else { return }
    try params.read(rows, into: &block.params)
    let provenance = try params.attributes().first { $0.name == "provenance_kind" }?.value.text
    if let logged = group.columns["params_logged"], logged.shape == [group.count] {
      try logged.read(rows, into: &block.isLogged)
    } else if provenance == ProvenanceKind.measured.rawValue {
      block.isLogged = Array(repeating: 1, count: rows.count)
    }
  }

  private func line(
    _ block: Block, _ place: Int, _ row: Int, _ special: inout HDF5SpecialValues
  ) throws(ReleaseInputError) -> ReleaseLine {
    guard (0...Int64(group.budget)).contains(block.epochs[place]) else {
      throw ReleaseInputError(
        .malformed, path, at: "\(group.group.path)/epochs[\(row)]", "\(block.epochs[place]) epochs",
        expected: "0 to \(group.budget)")
    }
    let epochs = Int(block.epochs[place])
    var values: [Double] = []
    values.reserveCapacity(epochs * block.metrics.count)
    let start = place * group.budget
    for metric in block.metrics {
      // Absent unless it is among the special values.
      for value in metric[start..<start + epochs] { values.append(value.isNaN ? Curve.absent : value) }
    }
    var curve = Curve(epochs: epochs, metrics: group.metrics.count, values: values)
    var inferenceTime: Double? = block.inferenceTimes[place]
    if inferenceTime?.isNaN == true { inferenceTime = nil }
    var numbers: [MetricName: Double] = [:]
    try special.apply(row, &curve, &numbers)
    inferenceTime = numbers["inference_time"] ?? inferenceTime
    layout.restoreDerivedNaN(in: &curve)
    let isLogged = !block.isLogged.isEmpty && block.isLogged[place] != 0
    var line = ReleaseLine(
      space: group.space, encoding: block.encodings[place], task: group.task, budget: group.budget,
      seed: block.hasSeed[place] != 0 ? Int(block.seeds[place]) : nil,
      repetition: block.hasRepetition[place] != 0 ? Int(block.repetitions[place]) : nil,
      status: block.statuses[place], columns: layout.columns(of: curve), inferenceTime: inferenceTime,
      params: isLogged ? Int(block.params[place]) : nil)
    for (index, definition) in group.schema.values.enumerated() {
      // Absent unless it is among the special values.
      guard let value = numbers[definition.name] ?? ordinary(block.values[index][place]) else { continue }
      line.values.append(ReleaseValue(name: definition.name, value: value))
    }
    return line
  }

  private func ordinary(_ value: Double) -> Double? { value.isNaN ? nil : value }
}
