import Core

/// One row of the tables `special_value`: a measured value that is not an ordinary number.
struct SpecialEntry: Sendable, Hashable {
  /// Index of the run in its group.
  var run: Int
  /// Nil for a value of the run as a whole: `inference_time`, `time_total`, or one of the task's `values`.
  var epoch: Int?
  var metric: String
  var kind: SpecialValue
}

extension BudgetGroup {
  /// The special values of all runs: run by run, first the values of the run as a whole, then metric by metric in the
  /// order of the schema, epoch by epoch. Derived columns have none.
  func specialEntries(_ schema: TaskSchema) -> [SpecialEntry] {
    var entries: [SpecialEntry] = []
    for index in runs.indices { runs[index].appendSpecialEntries(to: &entries, run: index, schema) }
    return entries
  }
}

extension ReleasedRun {
  /// Appends the special values of this run, the `index`th.
  func appendSpecialEntries(to entries: inout [SpecialEntry], run index: Int, _ schema: TaskSchema) {
    for (name, value) in [("inference_time", inferenceTime), ("time_total", totalTime)] {
      guard let value, let kind = SpecialValue(value) else { continue }
      entries.append(SpecialEntry(run: index, epoch: nil, metric: name, kind: kind))
    }
    for (definition, value) in zip(schema.values, values) {
      guard let kind = SpecialValue(value) else { continue }
      entries.append(SpecialEntry(run: index, epoch: nil, metric: definition.name.rawValue, kind: kind))
    }
    for column in schema.metrics.indices where schema.metrics[column].formula == nil {
      let values = curve.column(column)
      for place in values.indices {
        // Nearly every value is ordinary.
        if values[place].isFinite && values[place] != 0 { continue }
        guard let kind = SpecialValue(values[place]) else { continue }
        entries.append(
          SpecialEntry(
            run: index, epoch: place - values.startIndex, metric: schema.metrics[column].name.rawValue, kind: kind))
      }
    }
  }
}
