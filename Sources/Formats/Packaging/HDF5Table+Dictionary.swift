import Core

extension HDF5Table {
  /// The groups of the file at `path` with their datasets; groups that hold the same stand together.
  static func dictionary(of release: Release, _ path: String) -> [DataTable] {
    var tables: [DataTable] = []
    func add(_ group: String, _ title: String, _ table: HDF5Table) {
      let columns = table.columns.map(DataTable.Column.init)
      if let same = tables.firstIndex(where: { $0.title == title && $0.columns == columns }) {
        tables[same].names.append(group)
      } else {
        tables.append(DataTable(name: group, path: path, kind: .hdf5, title: title, columns: columns))
      }
    }
    for space in release.spaces {
      var architectures = HDF5Table()
      architectures.addArchitectures(of: space)
      add("/\(space.id)/architectures", "an architecture with at least one run", architectures)
    }
    for space in release.spaces {
      for task in space.tasks {
        for budget in task.groups {
          let level = task.groups.count > 1 ? "/\(budget.budget)" : ""
          var group = budget
          group.runs = sample(of: budget.runs)
          var runs = HDF5Table()
          runs.addRuns(of: group, task, space)
          add("/\(space.id)/\(task.name)\(level)", "a training run", runs)
        }
      }
    }
    var special = HDF5Table()
    special.addSpecialValues([])
    for space in release.spaces {
      for task in space.tasks {
        for budget in task.groups {
          let level = task.groups.count > 1 ? "/\(budget.budget)" : ""
          add(
            "/\(space.id)/\(task.name)\(level)/special_value", "a measured value that is no ordinary number", special)
        }
      }
    }
    return tables
  }

  /// Runs on which it depends which datasets there are: one with and one without logged parameters.
  private static func sample(of runs: [ReleasedRun]) -> [ReleasedRun] {
    guard let first = runs.first else { return [] }
    let other = runs.first { ($0.loggedParams == nil) != (first.loggedParams == nil) }
    return [first] + (other.map { [$0] } ?? [])
  }
}

extension DataTable.Column {
  fileprivate init(_ column: HDF5Column) {
    let content: Content =
      switch column.content {
      case .texts: .text
      case .numbers(.uint8, _): .boolean
      case .numbers(.int64, _): .integer
      case .numbers: .real
      }
    let dimensions =
      switch column.place {
      case .labels: column.name
      case .along(let names): names.joined(separator: ", ")
      }
    self.init(
      name: column.name, content: content, unit: column.note.unit, title: column.note.longName,
      formula: column.note.formula, provenance: column.note.provenance, lower: column.note.metric?.lower,
      upper: column.note.metric?.upper, dimensions: dimensions)
  }
}
