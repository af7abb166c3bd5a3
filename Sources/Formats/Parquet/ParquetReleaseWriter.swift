import Bytes
public import Core

/// Writes a release as Parquet, compressed by zstd: `parquet/` with a file per table, or one file of all epochs.
///
/// * Tables: `architecture`, `run`, `curve_<task>` (a row per run and epoch) and `score`; runs are joined by `run_id`,
///   and every table of runs repeats space, encoding, task, budget, seed and repeat, so that it can be read alone.
/// * One file: a row per run and epoch with the metrics of all tasks, null where a task has none of the name.
/// * Absent values are null; measured NaN and infinities stay what they are.
public struct ParquetReleaseWriter: ArtifactWriter {
  public enum Shape: Sendable {
    case tables, oneFile
  }
  private let shape: Shape

  public init(_ shape: Shape = .tables) { self.shape = shape }

  public var name: String { "parquet" }

  public func fileName(for release: Release) -> String { shape == .tables ? "parquet" : release.name + ".parquet" }

  public func losses(from release: Release) -> [ArtifactLoss] { release.provenanceLosses }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    let tables = ParquetTables(release: release)
    let options = ParquetOptions(metadata: release.metadata.map { (key: $0.key, value: $0.value) })
    if shape == .oneFile { return try writeEpochs(tables, of: nil, to: path, options, workers) }
    do throws(SystemError) {
      try FileSystem.createDirectory(path)
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
    try writeArchitectures(release, to: "\(path)/architecture.parquet", options, workers)
    try writeRuns(tables, to: "\(path)/run.parquet", options, workers)
    var taken: Set<String> = []
    for task in tables.taskNames {
      let name = SQLiteName.unique("curve_\(task)", among: &taken)
      try writeEpochs(tables, of: task, to: "\(path)/\(name).parquet", options, workers)
    }
    try writeScores(release, to: "\(path)/score.parquet", options, workers)
  }

  /// A row per run and epoch; the runs of one task, or all with what else is known of them.
  private func writeEpochs(
    _ tables: ParquetTables, of task: TaskName?, to path: String, _ options: ParquetOptions, _ workers: Int
  ) throws(ArtifactError) {
    let places = tables.places(of: task)
    let metrics = tables.metrics(of: task)
    let columns =
      ParquetTables.identity + [ParquetColumn("epoch", .int64)]
      + metrics.map { ParquetColumn($0.rawValue, .double, isOptional: true) }
    let facts = task == nil ? Facts(tables) : nil
    let extra = facts?.columns(besides: columns) ?? []
    var writer = try ParquetWriter(creating: path, columns: columns + extra, options: options)
    for start in stride(from: 0, to: places.count, by: ParquetTables.recordsPerGroup) {
      let part = places[start..<min(places.count, start + ParquetTables.recordsPerGroup)]
      var values = tables.identity(part) { tables.run($0).curve.epochs }
      values.append(tables.epochs(part))
      for metric in metrics { values.append(tables.curves(part, metric)) }
      if let facts {
        values += facts.values(part, besides: columns) { tables.run($0).curve.epochs }
      }
      try writer.write(values, workers: workers)
    }
    try writer.finish()
  }

  private func writeRuns(
    _ tables: ParquetTables, to path: String, _ options: ParquetOptions, _ workers: Int
  ) throws(ArtifactError) {
    let places = tables.places()
    let facts = Facts(tables)
    let columns = ParquetTables.identity + [ParquetColumn("epochs", .int64)]
    var writer = try ParquetWriter(
      creating: path, columns: columns + facts.columns(besides: columns), options: options)
    for start in stride(from: 0, to: places.count, by: ParquetTables.recordsPerGroup) {
      let part = places[start..<min(places.count, start + ParquetTables.recordsPerGroup)]
      var values = tables.identity(part) { _ in 1 }
      values.append(.int64(part.map { Int64(tables.run($0).curve.epochs) }))
      values += facts.values(part, besides: columns) { _ in 1 }
      try writer.write(values, workers: workers)
    }
    try writer.finish()
  }

  private func writeArchitectures(
    _ release: Release, to path: String, _ options: ParquetOptions, _ workers: Int
  ) throws(ArtifactError) {
    var kinds: [EquivalenceKind] = []
    for kind in release.spaces.flatMap(\.equivalenceKinds) where !kinds.contains(kind) { kinds.append(kind) }
    let all = release.spaces.flatMap { space in space.architectures.map { (space.id.rawValue, $0) } }
    let costs = all.map { $0.1.description.primaryCost }
    let counters = costs.lazy.compactMap { $0 }.counterNames
    var columns = [
      ParquetColumn("space", .string), ParquetColumn("encoding", .string), ParquetColumn("canonical", .string),
    ]
    var values: [ParquetValues] = [
      .string(all.map(\.0)), .string(all.map(\.1.encoding)), .string(all.map(\.1.description.canonical)),
    ]
    for kind in kinds {
      columns.append(ParquetColumn(kind.columnName, .string, isOptional: true))
      values.append(.string(all.map { $0.1.description.classID(kind) }))
    }
    columns.append(ParquetColumn("disconnected", .boolean))
    values.append(.boolean(all.map(\.1.description.isDisconnected)))
    let counts: [(String, (CostEntry) -> Int?)] =
      [("params", \.params), ("params_live", \.paramsLive), ("macs", \.macs), ("macs_live", \.macsLive)].map {
        (name: String, path: KeyPath<CostEntry, Int>) in (name, { $0[keyPath: path] })
      } + counters.map { counter in ("counter_\(counter)", { $0.counter(counter) }) }
    for (name, count) in counts {
      columns.append(ParquetColumn(name, .int64, isOptional: true))
      values.append(.int64(costs.map { $0.flatMap(count).map(Int64.init) }))
    }
    columns.append(ParquetColumn("avg_rank", .double, isOptional: true))
    values.append(.double(all.map(\.1.averageRank)))
    var writer = try ParquetWriter(creating: path, columns: columns, options: options)
    try writer.write(values, workers: workers)
    try writer.finish()
  }

  private func writeScores(
    _ release: Release, to path: String, _ options: ParquetOptions, _ workers: Int
  ) throws(ArtifactError) {
    var rows: [(ReleasedSpace, ReleasedTask, Int, Score)] = []
    for space in release.spaces {
      for task in space.tasks {
        for group in task.groups { rows += group.scores.map { (space, task, group.budget, $0) } }
      }
    }
    func numbers(_ value: KeyPath<Score, Double?>) -> ParquetValues { .double(rows.map { $0.3[keyPath: value] }) }
    let columns =
      [
        ParquetColumn("space", .string), ParquetColumn("encoding", .string), ParquetColumn("task", .string),
        ParquetColumn("budget", .int64), ParquetColumn("rule", .string), ParquetColumn("split", .string),
        ParquetColumn("n", .int64), ParquetColumn("epoch", .int64, isOptional: true),
      ] + ["value", "minmax_p", "rank01", "zscore", "nregret"].map { ParquetColumn($0, .double, isOptional: true) }
    var writer = try ParquetWriter(creating: path, columns: columns, options: options)
    try writer.write(
      [
        .string(rows.map(\.0.id.rawValue)), .string(rows.map { $0.0.architectures[$0.3.architecture].encoding }),
        .string(rows.map(\.1.name.rawValue)), .int64(rows.map { Int64($0.2) }),
        .string(rows.map(\.3.rule.rawValue)), .string(rows.map(\.3.split.rawValue)),
        .int64(rows.map { Int64($0.3.count) }), .int64(rows.map { $0.3.epoch.map(Int64.init) }), numbers(\.value),
        numbers(\.minmaxP), numbers(\.rank01), numbers(\.zscore), numbers(\.normalizedRegret),
      ], workers: workers)
    try writer.finish()
  }
}

/// What is known of runs beside their identity and their curves.
private struct Facts {
  let tables: ParquetTables
  private let valueNames: [MetricName]

  init(_ tables: ParquetTables) {
    self.tables = tables
    valueNames = tables.valueNames
  }

  private static let fixed = [
    ParquetColumn("status", .string), ParquetColumn("time_total", .double, isOptional: true),
    ParquetColumn("inference_time", .double, isOptional: true),
    ParquetColumn("params", .int64, isOptional: true),
  ]

  /// A number whose name a column has already is told apart by `run_`.
  func columns(besides others: [ParquetColumn]) -> [ParquetColumn] {
    var taken = Set((others + Self.fixed).map(\.name))
    return Self.fixed
      + valueNames.map { value in
        var name = value.rawValue
        while !taken.insert(name).inserted { name = "run_" + name }
        return ParquetColumn(name, .double, isOptional: true)
      }
  }

  /// Each fact once for each row of its run.
  func values(
    _ places: ArraySlice<ParquetTables.RunPlace>, besides others: [ParquetColumn],
    rows: (ParquetTables.RunPlace) -> Int
  ) -> [ParquetValues] {
    func repeated<Value>(_ value: (ParquetTables.RunPlace) -> Value) -> [Value] {
      places.flatMap { place in repeatElement(value(place), count: rows(place)) }
    }
    return [
      .string(repeated { tables.run($0).status }), .double(repeated { tables.run($0).totalTime }),
      .double(repeated { tables.run($0).inferenceTime }),
      .int64(repeated { tables.run($0).loggedParams.map(Int64.init) }),
    ]
      + valueNames.map { name in
        .double(
          repeated { place in
            let schema = tables.release.spaces[place.space].tasks[place.task].schema
            return tables.run(place).value(name, of: schema).flatMap { Curve.isAbsent($0) ? nil : $0 }
          })
      }
  }
}
