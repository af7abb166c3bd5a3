import Core
import Formats

/// The runs of an artifact, as the lines of it come in.
struct CellarReleaseContent {
  /// The most columns that runs may add to those of the first run of their task, in an artifact without a head.
  static let addedColumnLimit = 64

  /// Index of the file in the listing.
  let file: Int
  /// In the order of the file; those of an artifact without a head may lack the last columns until `complete`.
  private(set) var runs: [RawRun] = []
  private var metadata: [Attribute] = []
  private var stated: [ReleaseDescription.Task] = []
  /// Whether the artifact itself says what its columns are.
  private var hasHead = false
  private var line = 0
  /// What errors call the file.
  private let path: String
  /// How many columns the first run of each task has.
  private var firstColumns: [TaskName: Int] = [:]

  init(file: Int, path: String) {
    self.file = file
    self.path = path
  }

  /// - Throws: `ReleaseInputError` where the columns of runs have little to do with each other.
  mutating func append(_ part: ReleasePart) throws(ReleaseInputError) {
    switch part {
    case .head(let head):
      hasHead = true
      let description = Self.description(head)
      metadata = description.metadata
      stated = description.tasks
    case .run(let line): try append(line)
    }
  }

  static func description(_ head: ReleaseHead) -> ReleaseDescription {
    ReleaseDescription(
      metadata: head.metadata,
      tasks: head.tasks.map { task in
        var schema = task.schema
        schema.values = task.values
        return ReleaseDescription.Task(space: task.space, schema: schema, score: task.scoreMetric)
      })
  }

  /// Gives every run all columns of its task, those that it does not have as absent.
  mutating func complete() {
    guard !hasHead else { return }
    let schemas = Dictionary(tasks.map { ($0.name, $0) }) { first, _ in first }
    for index in runs.indices {
      guard let task = runs[index].tasks.first, let schema = schemas[TaskName(task.value)] else { continue }
      if let curve = runs[index].curve, curve.metrics < schema.metrics.count {
        let missing = schema.metrics.count - curve.metrics
        runs[index].curve = Curve(
          epochs: curve.epochs, metrics: schema.metrics.count,
          values: curve.values + Array(repeating: Curve.absent, count: missing * curve.epochs))
      }
      let missingValues = schema.values.count - runs[index].values.count
      if missingValues > 0 { runs[index].values += Array(repeating: Curve.absent, count: missingValues) }
    }
  }

  private mutating func append(_ line: ReleaseLine) throws(ReleaseInputError) {
    self.line += 1
    let schema = try schema(for: line)
    let place = Place(file: file, line: self.line)
    var run = RawRun()
    run.architectures = [Claim(line.encoding, at: place)]
    run.tasks = [Claim(line.task.rawValue, at: place)]
    if let seed = line.seed { run.seeds = [Claim(seed, at: place)] }
    run.repetition = line.repetition
    run.budget = Claim(line.budget, at: place)
    run.status = Claim(line.status, at: place)
    run.epochs = Array(0..<line.epochs)
    run.curve = line.columns.curve(schema)
    if !schema.values.isEmpty {
      run.values = schema.values.map { value in line.values.first { $0.name == value.name }?.value ?? Curve.absent }
    }
    run.loggedParams = line.params.map { Claim($0, at: place) }
    run.inferenceTime = line.inferenceTime
    run.info = line.info
    run.origins = line.sources.map { Origin(path: $0.path, sha256: $0.sha256 ?? "", pointer: $0.pointer) }
    run.sources = [SourceReference(file: file, pointer: "")]
    runs.append(run)
  }

  /// The columns of the task of `line`; in an artifact without a head, those of all its runs up to this one.
  private mutating func schema(for line: ReleaseLine) throws(ReleaseInputError) -> TaskSchema {
    if hasHead, let known = stated.first(where: { $0.schema.name == line.task && $0.space == line.space }) {
      return known.schema
    }
    guard let known = stated.firstIndex(where: { $0.schema.name == line.task }) else {
      let schema = Self.inferred(from: line)
      firstColumns[line.task] = schema.metrics.count + schema.values.count
      stated.append(ReleaseDescription.Task(space: line.space, schema: schema, score: ""))
      return schema
    }
    if !stated.contains(where: { $0.schema.name == line.task && $0.space == line.space }) {
      stated.append(ReleaseDescription.Task(space: line.space, schema: stated[known].schema, score: ""))
    }
    guard let schema = extended(stated[known].schema, by: line) else { return stated[known].schema }
    let added = schema.metrics.count + schema.values.count - firstColumns[line.task, default: 0]
    guard added <= Self.addedColumnLimit else {
      throw ReleaseInputError(
        .malformed, path, at: "run \(self.line)", "\(added) columns beyond those of the first run of '\(line.task)'",
        expected: "runs of one task with the same columns")
    }
    for place in stated.indices where stated[place].schema.name == line.task { stated[place].schema = schema }
    return schema
  }

  /// `schema` with the columns that `line` has besides; nil where it has none.
  private func extended(_ schema: TaskSchema, by line: ReleaseLine) -> TaskSchema? {
    let isKnown =
      line.columns.names.allSatisfy { schema.index(of: $0.name) != nil }
      && line.values.allSatisfy { value in schema.values.contains { $0.name == value.name } }
    if isKnown { return nil }
    var schema = schema
    for column in line.columns.names where schema.index(of: column.name) == nil {
      schema.metrics.append(Self.definition(column.name, isMetric: column.isMetric))
    }
    for value in line.values where !schema.values.contains(where: { $0.name == value.name }) {
      schema.values.append(Self.definition(value.name, isMetric: true))
    }
    return schema
  }

  private static func inferred(from line: ReleaseLine) -> TaskSchema {
    TaskSchema(
      name: line.task,
      metrics: line.columns.names.map { column in
        definition(column.name, isMetric: column.isMetric)
      },
      values: line.values.map { definition($0.name, isMetric: true) })
  }

  /// What a name alone says: the split.
  private static func definition(_ name: MetricName, isMetric: Bool) -> MetricDefinition {
    let split = [Split.train, .valid, .test].first { name.rawValue.hasPrefix($0.rawValue + "_") }
    return MetricDefinition(
      name: name, rawName: nil, split: isMetric ? split : nil, unit: .none, direction: .none, title: name.rawValue,
      isSparse: true)
  }

  /// The tasks by name, for the layout.
  var tasks: [TaskSchema] {
    var schemas: [TaskSchema] = []
    for task in stated where !schemas.contains(where: { $0.name == task.schema.name }) { schemas.append(task.schema) }
    return schemas
  }

  var description: ReleaseDescription { ReleaseDescription(metadata: metadata, tasks: stated) }
}
