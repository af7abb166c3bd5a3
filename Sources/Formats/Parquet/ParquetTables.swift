import Core

/// The tables of a release as Parquet sees them: columns, and row groups of a fixed number of records.
struct ParquetTables: Sendable {
  let release: Release
  /// Records of a row group; a curve has one for each run.
  static let recordsPerGroup = 4096

  /// One run with what it belongs to.
  struct RunPlace: Sendable {
    var space: Int
    var task: Int
    var group: Int
    var run: Int
    /// From 1, in the order of the release.
    var id: Int
  }

  /// Every run, in the order of the release; those of one task only where `task` is given.
  func places(of task: TaskName? = nil) -> [RunPlace] {
    var places: [RunPlace] = []
    var id = 0
    for (space, content) in release.spaces.enumerated() {
      for (number, content) in content.tasks.enumerated() {
        for (group, members) in content.groups.enumerated() {
          for run in members.runs.indices {
            id += 1
            guard task == nil || content.name == task else { continue }
            places.append(RunPlace(space: space, task: number, group: group, run: run, id: id))
          }
        }
      }
    }
    return places
  }

  func run(_ place: RunPlace) -> ReleasedRun {
    release.spaces[place.space].tasks[place.task].groups[place.group].runs[place.run]
  }

  /// The names of all tasks, in order of first appearance.
  var taskNames: [TaskName] {
    var names: [TaskName] = []
    for task in release.spaces.lazy.flatMap(\.tasks) where !names.contains(task.name) { names.append(task.name) }
    return names
  }

  /// The metrics of a task over all spaces; of all tasks where `task` is nil.
  func metrics(of task: TaskName?) -> [MetricName] {
    var names: [MetricName] = []
    for content in release.spaces.lazy.flatMap(\.tasks) where task == nil || content.name == task {
      for metric in content.schema.metrics where !names.contains(metric.name) { names.append(metric.name) }
    }
    return names
  }

  /// Numbers of runs as wholes, over all tasks.
  var valueNames: [MetricName] {
    var names: [MetricName] = []
    for value in release.spaces.lazy.flatMap(\.tasks).flatMap(\.schema.values) where !names.contains(value.name) {
      names.append(value.name)
    }
    return names
  }

  /// Columns that tell a run: in every table of runs or epochs.
  static let identity = [
    ParquetColumn("run_id", .int64), ParquetColumn("space", .string), ParquetColumn("encoding", .string),
    ParquetColumn("task", .string), ParquetColumn("budget", .int64), ParquetColumn("seed", .int64, isOptional: true),
    ParquetColumn("repeat", .int64, isOptional: true),
  ]

  /// The identity of each run, once for each of its rows.
  func identity(_ places: ArraySlice<RunPlace>, rows: (RunPlace) -> Int) -> [ParquetValues] {
    var ids: [Int64?] = []
    var spaces: [String?] = []
    var encodings: [String?] = []
    var tasks: [String?] = []
    var budgets: [Int64?] = []
    var seeds: [Int64?] = []
    var repeats: [Int64?] = []
    for place in places {
      let space = release.spaces[place.space]
      let run = run(place)
      for _ in 0..<rows(place) {
        ids.append(Int64(place.id))
        spaces.append(space.id.rawValue)
        encodings.append(space.architectures[run.architecture].encoding)
        tasks.append(space.tasks[place.task].name.rawValue)
        budgets.append(Int64(space.tasks[place.task].groups[place.group].budget))
        seeds.append(run.seed.map(Int64.init))
        repeats.append(run.repetition.map(Int64.init))
      }
    }
    return [
      .int64(ids), .string(spaces), .string(encodings), .string(tasks), .int64(budgets), .int64(seeds), .int64(repeats),
    ]
  }

  /// A metric of runs, one row per epoch, absent where a run's task has none of the name.
  func curves(_ places: ArraySlice<RunPlace>, _ metric: MetricName) -> ParquetValues {
    var values: [Double?] = []
    for place in places {
      let curve = run(place).curve
      let column = release.spaces[place.space].tasks[place.task].schema.index(of: metric)
      for epoch in 0..<curve.epochs {
        guard let column else {
          values.append(nil)
          continue
        }
        let value = curve[column, epoch]
        values.append(Curve.isAbsent(value) ? nil : value)
      }
    }
    return .double(values)
  }

  func epochs(_ places: ArraySlice<RunPlace>) -> ParquetValues {
    .int64(places.flatMap { place in (0..<run(place).curve.epochs).map { Int64($0) } })
  }
}

extension ReleasedRun {
  /// A number of the run as a whole, nil where it is absent.
  func value(_ name: MetricName, of schema: TaskSchema) -> Double? {
    guard let place = schema.values.firstIndex(where: { $0.name == name }), place < values.count else { return nil }
    return values[place]
  }
}
