import Core
import Formats

extension Release {
  /// What release lines say of this release, by space, task and budget.
  var lines: [ReleaseLine] {
    spaces.flatMap { space in
      space.tasks.flatMap { task in
        task.groups.flatMap { group in group.runs.map { line($0, group, task, space) } }
      }
    }
  }

  private func line(_ run: ReleasedRun, _ group: BudgetGroup, _ task: ReleasedTask, _ space: ReleasedSpace)
    -> ReleaseLine
  {
    let columns = task.schema.metrics.enumerated().map { index, metric in
      (ReleaseColumns.Name(metric.name, isMetric: metric.split != nil), run.curve.column(index))
    }
    return ReleaseLine(
      space: space.id, encoding: space.architectures[run.architecture].encoding, task: task.name,
      budget: group.budget, seed: run.seed, repetition: run.repetition, status: run.status,
      columns: ReleaseColumns(columns.filter(\.0.isMetric) + columns.filter { !$0.0.isMetric }),
      inferenceTime: run.inferenceTime, params: run.loggedParams,
      values: zip(task.schema.values, run.values).filter { !Curve.isAbsent($1) }.map {
        ReleaseValue(name: $0.name, value: $1)
      },
      info: run.info,
      sources: run.sources.map { source in
        ReleaseSource(
          path: sources[source.file].releasePath, sha256: sources[source.file].sha256, pointer: source.pointer)
      })
  }

  /// Makes derived columns what their formula says, as in a release that was built.
  mutating func computeDerivedColumns() {
    for space in spaces.indices {
      for task in spaces[space].tasks.indices {
        let schema = spaces[space].tasks[task].schema
        for (derived, metric) in schema.metrics.enumerated() {
          guard let formula = metric.formula, let source = schema.index(of: MetricName(String(formula.dropFirst(4))))
          else { continue }
          for group in spaces[space].tasks[task].groups.indices {
            for run in spaces[space].tasks[task].groups[group].runs.indices {
              spaces[space].tasks[task].groups[group].runs[run].curve.negate(source, into: derived)
            }
          }
        }
      }
    }
  }
}

extension ReleaseColumns {
  /// - Precondition: All columns are of one length.
  init(_ columns: [(name: Name, values: ArraySlice<Double>)]) {
    self.init(
      names: columns.map(\.name), epochs: columns.first?.values.count ?? 0, values: columns.flatMap(\.values))
  }
}

extension Curve {
  fileprivate mutating func negate(_ source: Int, into derived: Int) {
    for epoch in 0..<epochs {
      let value = self[source, epoch]
      self[derived, epoch] = Curve.isAbsent(value) ? value : 0 - value
    }
  }
}

extension [ReleaseLine] {
  /// In one order whatever the artifact's is, without what it cannot hold.
  func sorted(withoutInfo: Bool = false, withoutSources: Bool = false) -> [ReleaseLine] {
    map { line in
      var line = line
      if withoutInfo { line.info = [] }
      if withoutSources { line.sources = [] }
      return line
    }
    .sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
  }
}

extension ReleaseLine {
  fileprivate var sortKey: [String] {
    let numbers = [budget, seed ?? -1, repetition ?? -1].map { "\($0 + 1_000_000)" }
    return [space.rawValue, task.rawValue, numbers[0], encoding, numbers[1], numbers[2]]
  }
}
