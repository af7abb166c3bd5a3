import Core
import Formats

/// The runs of an artifact, as the lines of it come in.
struct CellarReleaseContent {
  /// Index of the file in the listing.
  let file: Int
  private(set) var runs: [RawRun] = []
  private var metadata: [Attribute] = []
  private var stated: [ReleaseDescription.Task] = []
  /// Whether the artifact itself says what its columns are.
  private var hasHead = false
  private var line = 0

  init(file: Int) { self.file = file }

  /// One of the lines of a release.
  enum Part {
    case head(ReleaseHead)
    case run(ReleaseLine)
  }

  mutating func append(_ part: Part) {
    switch part {
    case .head(let head):
      hasHead = true
      metadata = head.metadata
      stated = head.tasks.map { task in
        var schema = task.schema
        schema.values = task.values
        return ReleaseDescription.Task(space: task.space, schema: schema, score: task.scoreMetric)
      }
    case .run(let line): append(line)
    }
  }

  private mutating func append(_ line: ReleaseLine) {
    self.line += 1
    let schema = schema(for: line)
    let place = Place(file: file, line: self.line)
    var run = RawRun()
    run.architectures = [Claim(line.encoding, at: place)]
    run.tasks = [Claim(line.task.rawValue, at: place)]
    if let seed = line.seed { run.seeds = [Claim(seed, at: place)] }
    run.repetition = line.repetition
    run.budget = Claim(line.budget, at: place)
    run.status = Claim(line.status, at: place)
    run.epochs = Array(0..<line.epochs)
    run.curve = line.curve(schema)
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

  /// The columns of the task of `line`; those of an artifact without a head are taken from its first run.
  private mutating func schema(for line: ReleaseLine) -> TaskSchema {
    let known = stated.firstIndex { $0.schema.name == line.task && (hasHead ? $0.space == line.space : true) }
    if let known, hasHead { return stated[known].schema }
    guard let known else {
      let schema = Self.inferred(from: line)
      stated.append(ReleaseDescription.Task(space: line.space, schema: schema, score: ""))
      return schema
    }
    if !stated.contains(where: { $0.schema.name == line.task && $0.space == line.space }) {
      stated.append(ReleaseDescription.Task(space: line.space, schema: stated[known].schema, score: ""))
    }
    return stated[known].schema
  }

  private static func inferred(from line: ReleaseLine) -> TaskSchema {
    TaskSchema(
      name: line.task,
      metrics: line.columns.map { column in
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
