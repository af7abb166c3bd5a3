import Bindings
import Core

extension SQLiteFiller {
  func insertFacts() throws(SQLiteError) {
    let rows = try builder.rows(into: "release", columns: 2)
    for attribute in release.metadata {
      rows.bind(attribute.key)
      rows.bind(attribute.value)
      try rows.insert()
    }
  }

  func insertSpaces() throws(SQLiteError) {
    let rows = try builder.rows(into: "space", columns: 4)
    for (index, space) in release.spaces.enumerated() {
      rows.bind(index + 1)
      rows.bind(space.id.rawValue)
      rows.bind(space.title)
      rows.bind(space.size)
      try rows.insert()
    }
  }

  func insertTasks() throws(SQLiteError) {
    let tasks = try builder.rows(into: "task", columns: 6)
    let metrics = try builder.rows(into: "metric", columns: 9)
    var metricID = 1
    try numbering.forEachTask { (space, index, id) throws(SQLiteError) in
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
    let rows = try builder.rows(into: "architecture", columns: 5)
    let classes = try builder.rows(into: "equivalence", columns: 3)
    for (index, space) in release.spaces.enumerated() {
      for (offset, architecture) in space.architectures.enumerated() {
        let id = numbering.firstArchitecture[index] + offset
        rows.bind(id)
        rows.bind(index + 1)
        rows.bind(architecture.encoding)
        rows.bind(architecture.description.canonical)
        rows.bind(architecture.description.isDisconnected ? 1 : 0)
        try rows.insert()
        for entry in architecture.description.classes.sorted(by: { $0.kind.rawValue < $1.kind.rawValue }) {
          classes.bind(id)
          classes.bind(entry.kind.rawValue)
          classes.bind(entry.id)
          try classes.insert()
        }
      }
    }
  }
}
