import Bytes
import Core
import Formats

/// Reads the event files of one directory on one thread.
struct TensorBoardReader: SourceReader {
  /// The most bytes of an event file; images and histograms are passed over.
  static let sizeLimit = 1 << 30

  private let source: MappedSource
  private let steps: TensorBoardSteps
  private let keys: [String]
  private let metrics: Set<Int>
  private var buffer = ByteBuffer()
  private var path: PathFields

  init(_ source: MappedSource, _ steps: TensorBoardSteps, keys: [String]) {
    self.source = source
    self.steps = steps
    self.keys = keys
    metrics = Set(source.mappings.flatMap { $0.metrics.map(\.number) })
    path = PathFields(source)
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    // Names begin with the time, so their order is that of the restarts.
    let records = unit.records.sorted { files.releasePath(of: $0).precedesBytewise(files.releasePath(of: $1)) }
    guard let first = records.first else { return [] }
    var problems: [Problem] = []
    var parts: [EventFile] = []
    for file in records {
      do throws(FileError) {
        try files.load(file, into: &buffer, limit: Self.sizeLimit)
      } catch {
        problems.append(TransNASReader.unreadable(file, error))
        continue
      }
      let part = buffer.withBytes { EventFileReader.read($0) }
      report(part, file, &problems)
      parts.append(part)
    }
    if parts.allSatisfy({ $0.eventCount == 0 }) {
      if problems.isEmpty {
        problems.append(
          Problem(
            "READ-02", at: Place(file: first), "the file holds no event", expected: "TensorBoard events",
            hint: "the writer was stopped before it wrote: train again"))
      }
      var run = SourceText.unreadable(first, problems[0])
      run.problems = problems
      return [run]
    }
    path.read(files.releasePath(of: first))
    var fields = RunFields(source: source, path: path)
    if let parameters = unit.logs.first { fields.load(parameters, into: &buffer, from: files) }
    if let problem = fields.problem { problems.append(problem) }
    return runs(EventRun(parts), records, fields, problems)
  }

  private func runs(
    _ events: EventRun, _ records: [Int], _ fields: RunFields, _ problems: [Problem]
  ) -> [RawRun] {
    let series = source.requests.numbers.map { tag in events.series.first { $0.tag == tag }?.latestPerStep ?? [] }
    var record = MappedRecord(place: Place(file: records[0]), pointer: "")
    record.texts = fields.texts
    record.numbers = zip(source.requests.numbers, series).map { tag, points in
      points.last.map { NumberCell.value($0.value) } ?? fields.number(tag)
    }
    var cells: [Int: [NumberCell]] = [:]
    var metricEpochs: Set<Int> = []
    for (number, points) in series.enumerated() {
      for point in points {
        guard let epoch = steps.epoch(ofStep: point.step) else { continue }
        cells[epoch, default: Array(repeating: .absent, count: series.count)][number] = .value(point.value)
        if metrics.contains(number) { metricEpochs.insert(epoch) }
      }
    }
    let epochs = metricEpochs.sorted().compactMap { epoch in
      cells[epoch].map { MappedEpoch(number: epoch, numbers: $0) }
    }
    record.epochs = Array(repeating: epochs, count: source.mappings.count)
    record.problems =
      problems
      + source.unknownMetrics(among: events.series.map(\.tag), kind: "scalar", at: Place(file: records[0]))
    if events.voidCount > 0 { record.info.append(Attribute("voided_by_restarts", "\(events.voidCount)")) }
    return source.runs(of: record, file: records[0]).map { run in
      var run = run
      run.sources += (records.dropFirst() + (fields.file.map { [$0] } ?? [])).map {
        SourceReference(file: $0, pointer: "")
      }
      run.log = fields.file
      run.configuration = fields.configuration(keys)
      return run
    }
  }

  private func report(_ part: EventFile, _ file: Int, _ problems: inout [Problem]) {
    if let damage = part.damage {
      problems.append(
        Problem(
          "READ-02", at: Place(file: file), "\(damage); what follows is not read", expected: "whole records",
          hint: damage.isCut
            ? "the writer was stopped: the events before are whole" : "the file is damaged: restore it from a copy",
          severity: damage.isCut ? .warning : nil))
    }
    if part.paddingSize > 0 {
      problems.append(
        Problem(
          "READ-02", at: Place(file: file),
          "\(part.paddingSize) zero bytes follow the last of \(part.eventCount) events",
          expected: "the end of the file",
          hint: "a machine went down while the file was written: the events before are whole", severity: .warning))
    }
    for problem in part.problems.prefix(RawRun.problemLimit) {
      problems.append(
        Problem(
          "READ-02", at: Place(file: file), "\(problem)", expected: "events and scalars as TensorBoard writes them",
          hint: "another program wrote this event; it is passed over", severity: .warning))
    }
  }
}
