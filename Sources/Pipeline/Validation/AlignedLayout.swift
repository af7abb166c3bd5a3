import Core

/// A layout whose columns are put in the order of a plan, by their names.
struct AlignedLayout: Sendable, SourceLayout {
  private let layout: any SourceLayout
  private let schemas: [TaskSchema]

  init(_ layout: any SourceLayout, plan: BuildPlan) {
    self.layout = layout
    schemas = plan.tasks.map(\.schema)
  }

  var id: String { layout.id }
  var parser: String { layout.parser }
  var tasks: [TaskSchema] { schemas }
  var seedless: SeedlessRecords { layout.seedless }
  var budgetKey: String { layout.budgetKey }
  var keepsReadings: Bool { false }

  func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? {
    layout.pointer(to: metric, atEpoch: epoch, ofRecord: record)
  }

  func makeReader(configuration keys: [String]) -> any SourceReader {
    AlignedReader(reader: layout.makeReader(configuration: keys), columns: ColumnAlignment(layout.tasks, to: schemas))
  }
}

/// Reads through another reader.
private struct AlignedReader: SourceReader {
  var reader: any SourceReader
  let columns: ColumnAlignment

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    var runs = reader.read(unit, from: files)
    for index in runs.indices { columns.align(&runs[index]) }
    return runs
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource, _ take: ([RawRun]) -> Void) {
    reader.read(unit, from: files) { [columns] piece in
      var runs = piece
      for index in runs.indices { columns.align(&runs[index]) }
      take(runs)
    }
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    reader.record(at: reference, from: files)
  }

  mutating func configurationsAgree(_ first: Int, _ second: Int, from files: any FileSource) -> Bool {
    reader.configurationsAgree(first, second, from: files)
  }
}

/// The places of the columns of a file among those of a plan, task by task.
struct ColumnAlignment {
  private var columns: [String: (from: TaskSchema, to: TaskSchema)] = [:]

  init(_ tasks: [TaskSchema], to schemas: [TaskSchema]) {
    for task in tasks {
      guard let schema = schemas.first(where: { $0.name == task.name }) else { continue }
      let isSame =
        schema.metrics.map(\.name) == task.metrics.map(\.name) && schema.values.map(\.name) == task.values.map(\.name)
      if !isSame { columns[task.name.rawValue] = (task, schema) }
    }
  }

  /// Puts the columns of `run` in the order of the plan.
  func align(_ run: inout RawRun) {
    guard !columns.isEmpty, let name = run.tasks.first?.value, let (from, to) = columns[name] else { return }
    Self.align(&run, metrics: from.metrics.map(\.name), values: from.values.map(\.name), to: to)
  }

  /// Puts the columns `metrics` and `values` of `run` in the order of `schema`; what `schema` lacks is a problem.
  static func align(_ run: inout RawRun, metrics: [MetricName], values: [MetricName], to schema: TaskSchema) {
    if let curve = run.curve, curve.metrics == metrics.count, metrics != schema.metrics.map(\.name) {
      var aligned = Curve(epochs: curve.epochs, metrics: schema.metrics.count)
      for (column, name) in metrics.enumerated() {
        if let place = schema.index(of: name) {
          aligned.values.replaceSubrange(place * curve.epochs..<(place + 1) * curve.epochs, with: curve.column(column))
        } else if curve.column(column).contains(where: { !Curve.isAbsent($0) }) {
          let problem = unknown(name, schema, run)
          run.report(problem)
        }
      }
      run.curve = aligned
    }
    guard run.values.count == values.count, values != schema.values.map(\.name) else { return }
    for (name, value) in zip(values, run.values) where !Curve.isAbsent(value) {
      guard !schema.values.contains(where: { $0.name == name }) else { continue }
      let problem = unknown(name, schema, run)
      run.report(problem)
    }
    let told = run.values
    run.values = schema.values.map { value in values.firstIndex(of: value.name).map { told[$0] } ?? Curve.absent }
  }

  private static func unknown(_ name: MetricName, _ schema: TaskSchema, _ run: RawRun) -> Problem {
    Problem(
      "SCHEMA-01", at: run.status?.place ?? Place(file: run.sources.first?.file ?? 0),
      "'\(name.rawValue.prefix(80))' is no metric of \(schema.name) and is left out",
      expected: "one of \((schema.metrics + schema.values).map(\.name.rawValue).joined(separator: ", "))",
      hint: "leave the column out, or add it to the pipeline", severity: .warning)
  }
}
