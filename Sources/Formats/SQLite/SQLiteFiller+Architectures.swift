import Bindings
import Core

extension SQLiteFiller {
  func insertFacts() throws(SQLiteError) {
    var rows = try builder.inserter(into: "release", columns: 2)
    for attribute in release.metadata {
      rows.bind(attribute.key)
      rows.bind(attribute.value)
      try rows.insert()
    }
  }

  func insertSpaces() throws(SQLiteError) {
    var rows = try builder.inserter(into: "space", columns: 4)
    for (index, space) in release.spaces.enumerated() {
      rows.bind(index + 1)
      rows.bind(space.id.rawValue)
      rows.bind(space.title)
      rows.bind(space.size)
      try rows.insert()
    }
  }

  func insertTasks() throws(SQLiteError) {
    var tasks = try builder.inserter(into: "task", columns: 6)
    var metrics = try builder.inserter(into: "metric", columns: 9)
    var metricID = 1
    try forEachTask { (space, index, id) throws(SQLiteError) in
      let task = release.spaces[space].tasks[index]
      tasks.bind(id)
      tasks.bind(space + 1)
      tasks.bind(task.name.rawValue)
      tasks.bind(task.scoreMetric.rawValue)
      tasks.bind(task.scoreDirection.rawValue)
      tasks.bind(task.groups.map(\.budget).max())
      try tasks.insert()
      for metric in task.schema.metrics {
        metrics.bind(metricID)
        metrics.bind(id)
        metrics.bind(metric.name.rawValue)
        metrics.bind(metric.split?.rawValue)
        metrics.bind(metric.unit.rawValue)
        metrics.bind(metric.direction.rawValue)
        metrics.bind(metric.lower)
        metrics.bind(metric.upper)
        metrics.bind(metric.isSelectable ? 1 : 0)
        try metrics.insert()
        metricID += 1
      }
    }
  }

  func insertArchitectures() throws(SQLiteError) {
    var rows = try builder.inserter(into: "architecture", columns: 5)
    var classes = try builder.inserter(into: "equivalence", columns: 3)
    for (index, space) in release.spaces.enumerated() {
      for (offset, architecture) in space.architectures.enumerated() {
        let id = firstArchitecture[index] + offset
        rows.bind(id)
        rows.bind(index + 1)
        rows.bind(architecture.encoding)
        rows.bind(architecture.description.canonical)
        rows.bind(architecture.description.isDisconnected ? 1 : 0)
        try rows.insert()
        for entry in architecture.description.classes {
          classes.bind(id)
          classes.bind(entry.kind.rawValue)
          classes.bind(entry.id)
          try classes.insert()
        }
      }
    }
  }

  /// Computed costs, the primary entry of an architecture first, then what sources logged.
  func insertCosts() throws(SQLiteError) {
    var rows = try builder.inserter(into: "cost", columns: 7)
    var taskIDs: [[TaskName: Int]] = Array(repeating: [:], count: release.spaces.count)
    forEachTask { space, task, id in taskIDs[space][release.spaces[space].tasks[task].name] = id }
    for (index, space) in release.spaces.enumerated() {
      for (offset, architecture) in space.architectures.enumerated() {
        for entry in architecture.description.costsFromPrimary {
          let task = entry.task.map { taskIDs[index][$0] }
          // The model of a task that has no run in this release.
          if case .some(nil) = task { continue }
          rows.bind(firstArchitecture[index] + offset)
          rows.bind(task ?? nil)
          rows.bind(entry.scope.rawValue)
          rows.bind("[\(entry.input.map(String.init).joined(separator: ","))]")
          rows.bind(literal: "params")
          rows.bind(entry.params)
          rows.bind(literal: "derived")
          try rows.insert()
          try insertFurther("params_live", entry.paramsLive, into: &rows)
          try insertFurther("macs", entry.macs, into: &rows)
          try insertFurther("macs_live", entry.macsLive, into: &rows)
          for counter in entry.counters {
            rows.keep(4)
            rows.bind(counter.name.rawValue)
            rows.bind(counter.value)
            rows.keep(1)
            try rows.insert()
          }
        }
      }
    }
    try forEachGroup { (space, _, group, taskID, _) throws(SQLiteError) in
      var previous: (architecture: Int, params: [Int]) = (-1, [])
      for run in group.runs {
        if run.architecture != previous.architecture { previous = (run.architecture, []) }
        guard let params = run.loggedParams, !previous.params.contains(params) else { continue }
        previous.params.append(params)
        rows.bind(firstArchitecture[space] + run.architecture)
        rows.bind(taskID)
        rows.bind(CostScope.encoder.rawValue)
        rows.bindNull()
        rows.bind(literal: "params")
        rows.bind(params)
        rows.bind(literal: "measured")
        try rows.insert()
      }
    }
  }

  /// Inserts another count of the network whose row came before.
  private func insertFurther(
    _ counter: StaticString, _ value: Int, into rows: inout SQLiteInserter
  ) throws(SQLiteError) {
    rows.keep(4)
    rows.bind(literal: counter)
    rows.bind(value)
    rows.keep(1)
    try rows.insert()
  }
}

extension ArchitectureDescription {
  /// The costs in the order of the space, but the primary one before all others.
  fileprivate var costsFromPrimary: [CostEntry] {
    guard let index = costs.firstIndex(where: { $0.scope == .encoder }), index > 0 else { return costs }
    return [costs[index]] + costs[..<index] + costs[(index + 1)...]
  }
}
