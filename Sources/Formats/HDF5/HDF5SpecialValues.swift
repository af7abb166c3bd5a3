import Bindings
import Core

/// The special values of one group, in the order of its runs.
struct HDF5SpecialValues {
  private let group: HDF5RunGroup
  private let path: String
  private let count: Int
  private var block = Block()
  /// The next row of the group `special_value`, and the first of the block.
  private var next = 0
  private var first = 0

  private struct Block {
    var runs: [Int64] = []
    var epochs: [Int64] = []
    var metrics: [String] = []
    var kinds: [String] = []
  }

  init(_ group: HDF5RunGroup, path: String) {
    self.group = group
    self.path = path
    count = group.special["run"]?.rows ?? 0
  }

  /// Puts the special values of the run in `row` in their places. Rows ascend from call to call.
  /// - Parameter numbers: gets those of the run as a whole, by name.
  mutating func apply(
    _ row: Int, _ curve: inout Curve, _ numbers: inout [MetricName: Double]
  ) throws(ReleaseInputError) {
    while next < count {
      if next - first >= block.runs.count { try readBlock() }
      let place = next - first
      guard block.runs[place] == Int64(row) else {
        if block.runs[place] > Int64(row) { return }
        throw failure("run \(block.runs[place])", expected: "run \(row) or later")
      }
      guard let value = SpecialValue(rawValue: block.kinds[place])?.value else {
        throw failure("kind '\(block.kinds[place].prefix(80))'", expected: "NaN, Infinity, -Infinity or -0.0")
      }
      let name = block.metrics[place]
      if block.epochs[place] < 0 {
        numbers[MetricName(name)] = value
      } else if let metric = group.schema.index(of: MetricName(name)), block.epochs[place] < Int64(curve.epochs) {
        curve[metric, Int(block.epochs[place])] = value
      } else {
        throw failure(
          "metric '\(name.prefix(80))' at epoch \(block.epochs[place])",
          expected: "a metric of the task, and an epoch below \(curve.epochs)")
      }
      next += 1
    }
  }

  /// Checks that every row belonged to a run.
  func finish() throws(ReleaseInputError) {
    if next < count { throw failure("a run that is not there", expected: "a run below \(group.count)") }
  }

  private mutating func readBlock() throws(ReleaseInputError) {
    first = next
    let rows = next..<min(count, next + 4096)
    do throws(HDF5InputError) {
      try group.special["run"]?.read(rows, into: &block.runs)
      try group.special["epoch"]?.read(rows, into: &block.epochs)
      block.metrics = try group.special["metric"]?.texts(rows) ?? []
      block.kinds = try group.special["kind"]?.texts(rows) ?? []
    } catch {
      throw ReleaseInputError(error, path: path)
    }
  }

  private func failure(_ found: String, expected: String) -> ReleaseInputError {
    ReleaseInputError(
      .malformed, path, at: "\(group.group.path)/special_value[\(next)]", found, expected: expected)
  }
}
