import Bytes
import Core
import JSON

/// The runs of a quarantine, as its lines come in.
struct QuarantineLines {
  let lineLimit: Int
  private(set) var runs: [CarriedRun] = []
  /// Whether a line was found that is one of a quarantine.
  private(set) var isQuarantine = false
  /// The tasks of spaces, by the columns of their first run.
  private(set) var described: [ReleaseDescription.Task] = []
  private var tape = JSONTape()

  init(lineLimit: Int) { self.lineLimit = lineLimit }

  var tasks: [TaskSchema] {
    var schemas: [TaskSchema] = []
    for task in described where !schemas.contains(where: { $0.name == task.schema.name }) {
      schemas.append(task.schema)
    }
    return schemas
  }

  mutating func read(_ bytes: RawSpan) {
    var offset = 0
    var line = 0
    while let range = bytes.nextLine(at: &offset) {
      line += 1
      if bytes.offsetAfterWhitespace(from: range.lowerBound) >= range.upperBound { continue }
      guard range.count <= lineLimit else {
        refuse("the line has \(range.count) bytes", expected: "at most \(lineLimit)", line)
        continue
      }
      do throws(JSONError) {
        try tape.parse(bytes.extracting(range))
      } catch {
        refuse(
          "not parsable at byte \(error.offset) of the line: \(error.reason.message)", expected: "a JSON object", line)
        continue
      }
      append(line)
    }
  }

  private mutating func append(_ line: Int) {
    let reader = QuarantineLine(tape)
    guard let run = reader.run(line) else {
      return refuse("the line lacks 'codes', 'sources' or 'record'", expected: "a line of a quarantine", line)
    }
    isQuarantine = true
    runs.append(run)
    describe(run, space: reader.space)
  }

  private mutating func describe(_ run: CarriedRun, space: SpaceID?) {
    let names = Set(run.evidence.reading.tasks.map(\.value))
    guard let space, names.count == 1, let name = names.first, !run.evidence.metrics.isEmpty else { return }
    if described.contains(where: { $0.space == space && $0.schema.name.rawValue == name }) { return }
    func definitions(_ names: [MetricName]) -> [MetricDefinition] {
      names.map { name in
        MetricDefinition(
          name: name, rawName: nil,
          split: [Split.train, .valid, .test].first { name.rawValue.hasPrefix($0.rawValue + "_") }, unit: .none,
          direction: .none, title: name.rawValue, isSparse: true)
      }
    }
    described.append(
      ReleaseDescription.Task(
        space: space,
        schema: TaskSchema(
          name: TaskName(name), metrics: definitions(run.evidence.metrics), values: definitions(run.evidence.values)),
        score: ""))
  }

  /// A line that tells no run.
  private mutating func refuse(_ message: String, expected: String, _ line: Int) {
    var reading = RawRun()
    let place = Place(file: CarriedRun.tellingFile, line: line)
    reading.sources = [SourceReference(file: CarriedRun.tellingFile, pointer: "")]
    reading.problems = [
      Problem("READ-02", at: place, message, expected: expected, hint: "restore the line, or remove it")
    ]
    runs.append(
      CarriedRun(
        evidence: Evidence(layout: "", reading: reading, metrics: [], values: []), files: [], codes: ["READ-02"],
        hasEditedRecord: false, hasEditedReading: false, line: line))
  }
}
