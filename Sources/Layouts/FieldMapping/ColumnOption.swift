import Core

/// One entry of `metrics:` or `values:`.
struct ColumnOption {
  var definition: MetricDefinition
  var field: String
  /// Whether a record without it is whole all the same.
  var mayBeMissing: Bool

  /// Names that stand beside metrics in the artifacts.
  static let reserved: Set<String> = [
    "run", "run_id", "epoch", "encoding", "architecture", "seed", "seed_present", "repeat", "repeat_present", "status",
    "epochs", "params", "macs", "inference_time", "time_total", "best_epoch", "model_params", "model_macs", "special",
    "special_value",
  ]

  /// - Parameter isFinalOnly: whether a metric is measured at the last epoch alone.
  static func metrics(_ option: LayoutOption?, isFinalOnly: Bool) throws(LayoutOptionError) -> [ColumnOption] {
    try all(option, isMetric: true).map { column in
      var column = column
      column.definition.isSparse = isFinalOnly || column.mayBeMissing
      return column
    }
  }

  /// Numbers of the run as a whole; any of them may be missing.
  static func values(_ option: LayoutOption?) throws(LayoutOptionError) -> [ColumnOption] {
    try all(option, isMetric: false)
  }

  private static func all(_ option: LayoutOption?, isMetric: Bool) throws(LayoutOptionError) -> [ColumnOption] {
    guard let option else { return [] }
    var columns: [ColumnOption] = []
    for entry in try option.entries() {
      try checkName(entry)
      columns.append(try ColumnOption(entry.key, entry.value, isMetric: isMetric))
    }
    return columns
  }

  private static func checkName(_ entry: LayoutOption.Member) throws(LayoutOptionError) {
    let isPlain = entry.key.utf8.allSatisfy { ByteSet.wordBytes.contains($0) || $0 == UInt8(ascii: "-") }
    guard isPlain, !entry.key.isEmpty, !entry.key.hasPrefix("score_"), !entry.key.hasPrefix("model_counter_"),
      !reserved.contains(entry.key)
    else {
      throw LayoutOptionError(
        message: "a column cannot be named '\(entry.key)'; expected letters, digits, '_' and '-', and no name that "
          + "every release has", line: entry.line, column: entry.column)
    }
  }

  private init(_ name: String, _ option: LayoutOption, isMetric: Bool) throws(LayoutOptionError) {
    let members = try option.members(["field", "unit", "split", "direction", "lower", "upper", "title", "sparse"])
    let units = MeasurementUnit.allCases.map(\.rawValue)
    guard let unit = try members["unit"]?.choice(units) else {
      throw option.fail("\(option.title) needs 'unit': one of \(units.joined(separator: ", "))")
    }
    guard let direction = try members["direction"]?.choice(["higher", "lower", "none"]) ?? (isMetric ? nil : "none")
    else { throw option.fail("\(option.title) needs 'direction': which values are better, higher, lower or none") }
    let split = try Self.split(name, members["split"])
    field = try members["field"]?.text() ?? name
    mayBeMissing = try members["sparse"]?.flag() ?? false
    let words = name.split(separator: "_").dropFirst(split == nil ? 0 : 1).joined(separator: " ")
    let title = try members["title"]?.text() ?? (split.map { "\(words), \($0.title)" } ?? words)
    definition = MetricDefinition(
      name: MetricName(name), rawName: field, split: split, unit: MeasurementUnit(rawValue: unit) ?? .none,
      direction: Direction(rawValue: direction) ?? .none, lower: try members["lower"]?.number(),
      upper: try members["upper"]?.number(), title: title, isSparse: true)
  }

  /// The split that a name begins with; an option that says otherwise is an error.
  private static func split(_ name: String, _ option: LayoutOption?) throws(LayoutOptionError) -> Split? {
    let named = [Split.train, .valid, .test].first { name.hasPrefix("\($0.rawValue)_") }
    guard let option else { return named }
    let word = try option.choice(["train", "valid", "test", "none"])
    guard word == (named?.rawValue ?? "none") else {
      throw option.fail(
        word == "none"
          ? "'\(name)' is named after a split, but \(option.title) is 'none'"
          : "a column of the split '\(word)' must be named '\(word)_…', not '\(name)'")
    }
    return named
  }
}
