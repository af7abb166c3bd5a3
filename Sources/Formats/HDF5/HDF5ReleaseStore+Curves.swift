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
        let block = runs.count > 16 ? try Self.doubles(dataset) : []
        var row: [Double] = []
        for (index, run) in runs.enumerated() {
          guard let epoch = epochs[index], epoch < run.epochs else { continue }
          if block.isEmpty { try dataset.read(run.number..<run.number + 1, into: &row) }
          let value = block.isEmpty ? row[epoch] : block[run.number * budget + epoch]
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
