import Bindings
import Core

/// The runs of one task with one budget, before they are read.
struct HDF5RunGroup {
  let group: HDF5InputGroup
  let space: SpaceID
  let task: TaskName
  /// Epochs.
  let budget: Int
  let scoreMetric: MetricName
  private(set) var schema: TaskSchema
  /// The datasets of the metrics, in the order of the schema.
  private(set) var metrics: [HDF5InputDataset] = []
  /// The datasets of the numbers of runs as wholes, in the order of the schema.
  private(set) var values: [HDF5InputDataset] = []
  /// The other datasets with a value per run.
  private(set) var columns: [String: HDF5InputDataset] = [:]
  /// The datasets of the group `special_value`, where all of the task was wanted.
  private(set) var special: [String: HDF5InputDataset] = [:]
  private var specialGroup: HDF5InputGroup?
  /// The number of runs.
  private(set) var count = 0

  /// What every group has, as far as a ranking needs it, and as far as only the whole does.
  private static let rankingColumns = ["run", "seed_present", "repeat_present", "epochs"]
  private static let otherColumns = ["seed", "repeat", "inference_time", "encoding", "status"]
  /// What a ranking reads besides.
  private static let rankingExtras = [
    "architecture", "best_epoch", "special_value", "score_\(EpochRule.bestValid.rawValue)_\(Split.valid)",
    "score_\(EpochRule.final.rawValue)_\(Split.test)",
  ]

  init(
    _ group: HDF5InputGroup, _ detail: HDF5TaskDetail, _ task: TaskName, _ space: SpaceID, _ path: String
  ) throws {
    self.group = group
    self.space = space
    self.task = task
    let notes = Dictionary(try group.attributes().map { ($0.name, $0.value) }) { first, _ in first }
    guard notes["task"]?.text == task.rawValue, let score = notes["score_metric"]?.text,
      let budget = notes["budget"]?.integer, (0...1_000_000).contains(budget)
    else {
      throw ReleaseInputError(
        .malformed, path, at: group.path, "attributes \(notes.keys.sorted().joined(separator: ", "))",
        expected: "task '\(task)', score_metric and budget")
    }
    self.budget = Int(budget)
    scoreMetric = MetricName(score)
    schema = TaskSchema(name: task, metrics: [])
    let members = try group.members { name in
      detail == .whole || name == score || Self.rankingColumns.contains(name) || Self.rankingExtras.contains(name)
    }
    for (name, member) in members {
      switch member {
      case .dataset(let dataset) where dataset.shape.count == 2:
        schema.metrics.append(try Self.definition(MetricName(name), dataset, path))
        metrics.append(dataset)
      case .dataset(let dataset):
        // What was measured has a direction; scores and costs, which are computed, have none.
        if dataset.kind == .float, try dataset.attributes().contains(where: { $0.name == "direction" }) {
          schema.values.append(try Self.definition(MetricName(name), dataset, path))
          values.append(dataset)
        } else {
          columns[name] = dataset
        }
      case .group(let inner):
        guard name == "special_value" else {
          throw ReleaseInputError(
            .malformed, path, at: inner.path, "a group", expected: "datasets, and the group special_value")
        }
        specialGroup = inner
      }
    }
    try check(Self.rankingColumns + (detail == .whole ? Self.otherColumns : []), path)
    if detail == .whole { special = try openSpecial(path) }
  }

  /// Opens the datasets of the group `special_value`.
  func openSpecial(_ path: String) throws -> [String: HDF5InputDataset] {
    var special: [String: HDF5InputDataset] = [:]
    for case (let name, .dataset(let dataset)) in try specialGroup?.members() ?? [] { special[name] = dataset }
    for name in ["run", "epoch", "metric", "kind"] {
      guard let dataset = special[name], dataset.shape == [special["run"]?.rows ?? 0] else {
        throw ReleaseInputError(
          .malformed, path, at: "\(group.path)/special_value/\(name)", "missing or of another length than run",
          expected: "a dataset with a row for each special value")
      }
    }
    return special
  }

  private mutating func check(_ required: [String], _ path: String) throws {
    count = columns["run"]?.rows ?? 0
    for name in required {
      guard columns[name]?.shape == [count] else {
        throw ReleaseInputError(
          .malformed, path, at: "\(group.path)/\(name)", columns[name].map { "shape \($0.shape)" } ?? "missing",
          expected: "a dataset of \(count) runs")
      }
    }
    for dataset in metrics where dataset.shape != [count, budget] || dataset.kind != .float {
      throw ReleaseInputError(
        .malformed, path, at: dataset.path, "shape \(dataset.shape) of kind \(dataset.kind)",
        expected: "\(count) runs by \(budget) epochs of doubles")
    }
    for dataset in values where dataset.shape != [count] {
      throw ReleaseInputError(
        .malformed, path, at: dataset.path, "shape \(dataset.shape)", expected: "a number for each of \(count) runs")
    }
  }

  private static func definition(
    _ name: MetricName, _ dataset: HDF5InputDataset, _ path: String
  ) throws -> MetricDefinition {
    let notes = Dictionary(try dataset.attributes().map { ($0.name, $0.value) }) { first, _ in first }
    let units = notes["units"]?.text ?? ""
    // Files before split and direction were noted tell the split by the name alone.
    let prefix = name.rawValue.split(separator: "_").first.map(String.init) ?? ""
    let split = notes["direction"] == nil ? prefix : notes["split"]?.text ?? ""
    guard let unit = MeasurementUnit(rawValue: units == "s" ? "seconds" : units),
      let direction = Direction(rawValue: notes["direction"]?.text ?? "none")
    else {
      throw ReleaseInputError(
        .malformed, path, at: dataset.path,
        "units '\(units.prefix(80))', direction '\(notes["direction"]?.text?.prefix(80) ?? "")'",
        expected: "units and a direction that a release knows")
    }
    return MetricDefinition(
      name: name, rawName: nil, split: Split(rawValue: split), unit: unit, direction: direction,
      lower: notes["lower"]?.number, upper: notes["upper"]?.number, title: notes["long_name"]?.text ?? "",
      formula: notes["formula"]?.text)
  }
}
