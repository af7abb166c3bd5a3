import Bindings
public import Core

extension HDF5ReleaseStore {
  public func values(of metrics: [Int], task: Int, _ runs: [StoredRun], at epochs: [Int?]) throws -> [[Double]] {
    try reading {
      var found = [[Double]](repeating: Array(repeating: Curve.absent, count: metrics.count), count: runs.count)
      guard let budget = runs.first?.budget else { return found }
      let group = try group(task, budget)
      let special = try special(of: group)
      for (column, metric) in metrics.enumerated() {
        let dataset = group.metrics[metric]
        let definition = group.schema.metrics[metric]
        // Few rows are read by themselves, many with all between them: a chunk is inflated for each reading.
        let scores = runs.count > 16 ? try self.scores(metric, task, group, runs, epochs) : nil
        let block = runs.count > 16 && scores == nil ? try Self.doubles(dataset) : []
        var row: [Double] = []
        for (index, run) in runs.enumerated() {
          guard let epoch = epochs[index], epoch < run.epochs else { continue }
          if runs.count <= 16 { try dataset.read(run.number..<run.number + 1, into: &row) }
          let value = scores?[run.number] ?? (block.isEmpty ? row[epoch] : block[run.number * budget + epoch])
          found[index][column] = value.isNaN ? Curve.absent : value
          for cell in special[run.number] ?? []
          where cell.epoch == epoch && definition.shares(cell.value, of: cell.metric) {
            found[index][column] = cell.value
          }
        }
      }
      return found
    }
  }

  /// The column of scores that holds `metric` at just these epochs, one value a run and not one an epoch; nil where there
  /// is none.
  private func scores(
    _ metric: Int, _ task: Int, _ group: HDF5RunGroup, _ runs: [StoredRun], _ epochs: [Int?]
  ) throws -> [Double]? {
    let stored = tasks[task]
    guard let split = group.schema.metrics[metric].split,
      metric == group.schema.index(of: stored.scoreMetric)
        || metric == group.schema.counterpart(of: stored.scoreMetric, on: split)
    else { return nil }
    for rule in EpochRule.allCases {
      guard let column = group.columns["score_\(rule.rawValue)_\(split)"], column.rows == group.count else { continue }
      let best = rule == .bestValid ? try bestEpochs(group) : []
      let isOf = zip(runs, epochs).allSatisfy { run, epoch in
        guard let epoch else { return true }
        return rule == .final ? epoch == run.epochs - 1 : run.number < best.count && epoch == best[run.number]
      }
      if isOf { return try Self.doubles(column) }
    }
    return nil
  }

  public func curve(of metrics: [Int], task: Int, _ run: StoredRun) throws -> Curve {
    try reading {
      let group = try group(task, run.budget)
      var curve = Curve(epochs: run.epochs, metrics: metrics.count)
      var row: [Double] = []
      let cells = try special(of: group)[run.number] ?? []
      for (column, metric) in metrics.enumerated() {
        try group.metrics[metric].read(run.number..<run.number + 1, into: &row)
        for epoch in 0..<run.epochs where !row[epoch].isNaN { curve[column, epoch] = row[epoch] }
        for cell in cells where group.schema.metrics[metric].shares(cell.value, of: cell.metric) {
          if let epoch = cell.epoch, epoch < run.epochs { curve[column, epoch] = cell.value }
        }
      }
      return curve
    }
  }

  public func wholeValues(_ name: MetricName, task: Int, _ runs: [StoredRun]) throws -> [Double] {
    try reading {
      guard let budget = runs.first?.budget else { return [] }
      let group = try group(task, budget)
      guard let place = group.schema.values.firstIndex(where: { $0.name == name }) else {
        return runs.map { _ in Curve.absent }
      }
      let values = try Self.doubles(group.values[place])
      let special = try special(of: group)
      return runs.map { run in
        if let cell = special[run.number]?.first(where: { $0.epoch == nil && $0.metric == name }) { return cell.value }
        return values[run.number].isNaN ? Curve.absent : values[run.number]
      }
    }
  }
}
