import Bytes
import Core
import Ingest

/// Reads what `CacheWriter` wrote; nil wherever the bytes make no sense.
struct CacheReader {
  var offset: Int
  let end: Int

  mutating func integer(_ bytes: RawSpan) -> Int? {
    guard offset >= 0, offset + 8 <= end else { return nil }
    defer { offset += 8 }
    return Int(Int64(bitPattern: bytes.word(at: offset)))
  }

  /// A number of things that follow, which cannot be more than the bytes that are left.
  mutating func count(_ bytes: RawSpan) -> Int? {
    guard let value = integer(bytes), value >= 0, value <= end else { return nil }
    return value
  }

  mutating func text(_ bytes: RawSpan) -> String? {
    guard let length = count(bytes), offset + length <= end else { return nil }
    defer { offset += length }
    return bytes.string(offset..<offset + length)
  }

  mutating func reading(_ bytes: RawSpan, files: [Int], texts: [String]) -> Ingestor.UnitReading? {
    guard let fileCount = count(bytes) else { return nil }
    var contents: [Int: FileContents] = [:]
    for _ in 0..<fileCount {
      guard let file = file(bytes, files), let size = integer(bytes), size >= 0, offset + 64 <= end else { return nil }
      contents[file] = FileContents(sha256: bytes.string(offset..<offset + 64), bytes: size)
      offset += 64
    }
    guard let runCount = count(bytes) else { return nil }
    var runs: [RawRun] = []
    for _ in 0..<runCount {
      guard let run = run(bytes, files, texts) else { return nil }
      runs.append(run)
    }
    return Ingestor.UnitReading(runs: runs, contents: contents)
  }

  private mutating func run(_ bytes: RawSpan, _ files: [Int], _ texts: [String]) -> RawRun? {
    var run = RawRun()
    guard let architectures = claims(bytes, files, texts, { $0.known($1, texts) }),
      let registered = claims(bytes, files, texts, { $0.registryClaim($1, texts) }),
      let tasks = claims(bytes, files, texts, { $0.known($1, texts) }),
      let seeds = claims(bytes, files, texts, { $0.integer($1) }),
      let budget = claims(bytes, files, texts, { $0.integer($1) }),
      let status = claims(bytes, files, texts, { $0.known($1, texts) }),
      let message = list(bytes, { $0.known($1, texts) }), let epochs = list(bytes, { $0.integer($1) }),
      let lines = list(bytes, { $0.integer($1) }), let hasCurve = integer(bytes)
    else { return nil }
    (run.architectures, run.tasks, run.seeds) = (architectures, tasks, seeds)
    run.registryClaims = registered
    (run.budget, run.status, run.statusMessage, run.epochs) = (budget.first, status.first, message.first, epochs)
    run.epochLines = lines
    if hasCurve == 1 {
      guard let curve = curve(bytes) else { return nil }
      run.curve = curve
    }
    guard let params = claims(bytes, files, texts, { $0.integer($1) }), let hasTime = integer(bytes) else { return nil }
    run.loggedParams = params.first
    if hasTime == 1 {
      guard let time = integer(bytes) else { return nil }
      run.inferenceTime = Double(bitPattern: UInt64(bitPattern: Int64(time)))
    }
    guard let configuration = claims(bytes, files, texts, { $0.attribute($1, texts) }),
      let info = list(bytes, { $0.attribute($1, texts) }), let problems = list(bytes, { $0.problem($1, files, texts) }),
      let omitted = count(bytes),
      let sources = list(bytes, { $0.source($1, files, texts) }), let compared = integer(bytes),
      let repetition = integer(bytes), let values = list(bytes, { $0.integer($1) }), let log = integer(bytes),
      log < files.count
    else { return nil }
    (run.configuration, run.info, run.problems, run.sources) = (configuration, info, problems, sources)
    run.problemsOmitted = omitted
    run.repetition = repetition < 0 ? nil : repetition
    run.values = values.map { Double(bitPattern: UInt64(bitPattern: Int64($0))) }
    run.epochsCompared = compared < 0 ? nil : compared
    run.log = log < 0 ? nil : files[log]
    return run
  }

  private mutating func curve(_ bytes: RawSpan) -> Curve? {
    guard let epochs = count(bytes), let metrics = count(bytes) else { return nil }
    let (total, overflow) = epochs.multipliedReportingOverflow(by: metrics)
    guard !overflow, total <= (end - offset) / 8 else { return nil }
    let start = offset
    offset += 8 * total
    return Curve(
      epochs: epochs, metrics: metrics,
      values: (0..<total).map { Double(bitPattern: bytes.word(at: start + 8 * $0)) })
  }

  private mutating func problem(_ bytes: RawSpan, _ files: [Int], _ texts: [String]) -> Problem? {
    guard let code = known(bytes, texts), let place = place(bytes, files, texts), let message = known(bytes, texts),
      let expected = list(bytes, { $0.known($1, texts) }), let hint = known(bytes, texts),
      let severity = list(bytes, { $0.known($1, texts) })
    else { return nil }
    return Problem(
      RuleCode(code), at: place, message, expected: expected.first, hint: hint,
      severity: severity.first.flatMap { Severity(rawValue: $0) })
  }

  private mutating func registryClaim(_ bytes: RawSpan, _ texts: [String]) -> RegistryClaim? {
    guard let kind = known(bytes, texts), let text = known(bytes, texts) else { return nil }
    if kind.isEmpty { return Int(text).map { RegistryClaim.index($0) } }
    return .classID(EquivalenceKind(kind), text)
  }

  private mutating func source(_ bytes: RawSpan, _ files: [Int], _ texts: [String]) -> SourceReference? {
    guard let file = file(bytes, files), let pointer = known(bytes, texts) else { return nil }
    return SourceReference(file: file, pointer: pointer)
  }

  private mutating func attribute(_ bytes: RawSpan, _ texts: [String]) -> Attribute? {
    guard let key = known(bytes, texts), let value = known(bytes, texts) else { return nil }
    return Attribute(key, value)
  }

  private mutating func claims<Value>(
    _ bytes: RawSpan, _ files: [Int], _ texts: [String], _ value: (inout CacheReader, RawSpan) -> Value?
  ) -> [Claim<Value>]? {
    list(bytes) { reader, bytes in
      guard let value = value(&reader, bytes), let place = reader.place(bytes, files, texts) else { return nil }
      return Claim(value, at: place)
    }
  }

  private mutating func place(_ bytes: RawSpan, _ files: [Int], _ texts: [String]) -> Place? {
    guard let file = file(bytes, files), let line = integer(bytes), let pointer = list(bytes, { $0.known($1, texts) }),
      let isPath = integer(bytes)
    else { return nil }
    return Place(file: file, line: line < 0 ? nil : line, pointer: pointer.first, isPath: isPath == 1)
  }

  private mutating func list<Value>(
    _ bytes: RawSpan, _ element: (inout CacheReader, RawSpan) -> Value?
  ) -> [Value]? {
    guard let count = count(bytes) else { return nil }
    var values: [Value] = []
    for _ in 0..<count {
      guard let value = element(&self, bytes) else { return nil }
      values.append(value)
    }
    return values
  }

  /// A text by its number.
  private mutating func known(_ bytes: RawSpan, _ texts: [String]) -> String? {
    guard let place = integer(bytes), texts.indices.contains(place) else { return nil }
    return texts[place]
  }

  /// A file by its place in the unit.
  private mutating func file(_ bytes: RawSpan, _ files: [Int]) -> Int? {
    guard let place = integer(bytes), files.indices.contains(place) else { return nil }
    return files[place]
  }
}
