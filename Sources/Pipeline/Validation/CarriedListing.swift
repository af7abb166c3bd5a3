import Bytes
import Core
import Ingest

/// The files that carried runs name, as a listing, and the runs in its numbers.
struct CarriedListing {
  let listing: Listing
  /// The file that tells the runs.
  let tellingFile: Int
  /// Whether a run has that file as its source, since somebody changed it there.
  private(set) var isTellingSource = false
  private(set) var runs: [RawRun] = []
  /// By the first source of each run.
  private(set) var evidence: [SourceReference: Evidence] = [:]
  /// Every file but the telling one.
  private(set) var files: [Int: SourceFile] = [:]
  private(set) var repaired: [RepairedPlace] = []

  /// - Parameter own: the telling file alone.
  init(_ carried: [CarriedRun], telling own: Listing, plan: BuildPlan, layouts: [any SourceLayout]) {
    var named: [String: SourceFile] = [:]
    for run in carried {
      for file in run.files where named[file.releasePath] == nil { named[file.releasePath] = file }
    }
    let told = own.files[0]
    // It has been read: nothing looks into it again.
    let telling = ListedFile(
      input: told.input, path: told.path, location: [], size: told.size, modified: 0, inode: 0, isRegular: true)
    named[telling.releasePath] = nil
    listing = Listing(files: [telling] + named.values.map(\.listed), unreadable: [])
    let numbers = Dictionary(uniqueKeysWithValues: listing.files.enumerated().map { ($1.releasePath, $0) })
    tellingFile = numbers[telling.releasePath] ?? 0
    for (path, file) in named { if let number = numbers[path] { files[number] = file } }
    for run in carried { add(run, numbers, plan, layouts) }
  }

  private mutating func add(
    _ run: CarriedRun, _ numbers: [String: Int], _ plan: BuildPlan, _ layouts: [any SourceLayout]
  ) {
    var told = run.evidence
    told.reading = told.reading.renumbered { [tellingFile] file in
      run.files.indices.contains(file) ? numbers[run.files[file].releasePath] ?? tellingFile : tellingFile
    }
    let before = told.reading.sources.first
    if run.hasEditedRecord {
      // What others showed was of the record as it stood; no reader finds a percentage out of place.
      told.reading.problems.removeAll { ReleaseParts.collective.contains($0.code) || $0.code == "CURVE-02" }
      Self.amend(&told, run, layouts)
    }
    if run.hasEditedRecord || run.hasEditedReading {
      if let before, before.file != tellingFile {
        repaired.append(
          RepairedPlace(path: listing.files[before.file].releasePath, pointer: before.pointer))
      }
      // What somebody changed comes from where it was changed.
      let own = SourceReference(file: tellingFile, pointer: "/\(run.line - 1)")
      told.reading.sources = [own] + told.reading.sources.filter { $0.file != tellingFile }
    } else if told.reading.sources.first?.file == tellingFile {
      told.reading.sources[0].pointer = "/\(run.line - 1)"
    }
    if told.reading.sources.contains(where: { $0.file == tellingFile }) { isTellingSource = true }
    let names = Set(told.reading.tasks.map(\.value))
    if names.count == 1, let task = plan.tasks.first(where: { $0.name.rawValue == names.first }) {
      ColumnAlignment.align(&told.reading, metrics: told.metrics, values: told.values, to: task.schema)
      told.metrics = task.schema.metrics.map(\.name)
      told.values = task.schema.values.map(\.name)
    }
    runs.append(told.reading)
    if let source = told.reading.sources.first, evidence[source] == nil { evidence[source] = told }
  }

  /// Reads the changed record in place of the one that was kept out.
  private static func amend(_ told: inout Evidence, _ run: CarriedRun, _ layouts: [any SourceLayout]) {
    if let layout = layouts.first(where: { $0.id == told.layout }), let record = told.record,
      let amended = layout.amended(told.reading, record: record, log: told.log)
    {
      let schemas = layout.tasks
      told.reading = amended
      let names = Set(amended.tasks.map(\.value))
      let schema = names.count == 1 ? schemas.first { $0.name.rawValue == names.first } : nil
      told.metrics = schema?.metrics.map(\.name) ?? []
      told.values = schema?.values.map(\.name) ?? []
    } else {
      let hasReading = told.reading.curve != nil
      told.reading.problems.append(
        Problem(
          "SCHEMA-01",
          at: Place(file: told.reading.sources.first?.file ?? 0, pointer: told.reading.sources.first?.pointer),
          told.layout.isEmpty
            ? "the line does not say which layout read the record"
            : "the record was changed, but a record of the layout '\(told.layout)' cannot be exchanged",
          expected: hasReading ? "the change in 'reading'" : "a line with 'layout' and 'reading'",
          hint: hasReading
            ? "restore 'record', and change the numbers in 'reading'" : "build the release that quarantined it again"))
    }
  }
}

extension SourceFile {
  /// The file in a listing, without a place where the system would find it.
  var listed: ListedFile {
    ListedFile(
      input: input, path: path, location: [], size: bytes, modified: 0, inode: 0, isRegular: true)
  }
}
