import Bytes
public import Core

/// The run directories of the authors' training code: `model_db.json` and the text log beside it.
///
/// `…/<task>/model_results/<architecture>/[seed_<n>/]{model_db.json, <architecture>_batch<b>_lr<r>….txt}`. The record
/// gives every number; the log gives seed, configuration, epoch budget, software, hardware and times, and is compared
/// with the record to its four decimals.
public struct TransNASRunDirectory: SelfDescribingLayout {
  public let id = "transnas-run-directory"
  public let parser = "transnas-run-directory/3"
  public let tasks = TransNASTask.all.map(\.schema)
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = TransNASKeys.epochs

  public init() {}

  public func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? {
    let name = metric.map { "/\($0.rawName ?? $0.name.rawValue)" } ?? ""
    return "\(record)/metrics" + (epoch.map { "/epoch_\($0)\(name)" } ?? "")
  }

  public func units(of paths: [String], selected: (String) -> Bool) -> [SourceUnit] {
    var units: [SourceUnit] = []
    var start = 0
    while start < paths.count {
      let directory = Self.directory(of: paths[start])
      var unit = SourceUnit(records: [], logs: [])
      var hasRecord = false
      var end = start
      // Paths are sorted bytewise, so the files of one directory may be parted by its subdirectories; they are joined
      // below.
      while end < paths.count, Self.directory(of: paths[end]) == directory {
        hasRecord = hasRecord || Self.isRecord(paths[end])
        if selected(paths[end]) {
          unit.records.append(end)
        } else if Self.isLog(paths[end]) {
          unit.logs.append(end)
        }
        end += 1
      }
      // A log alone is a run whose record is lost, if the record would have been selected; else it is not asked for.
      let wouldSelect = !unit.records.isEmpty || (!hasRecord && selected("\(directory)/\(Self.recordName)"))
      if !unit.files.isEmpty, wouldSelect { units.append(unit) }
      start = end
    }
    return Self.join(units, paths)
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader {
    TransNASReader(keys: TransNASKeys.identity + keys.filter { !TransNASKeys.identity.contains($0) })
  }

  /// A record of one run, or the text log beside it: the directories above them name the task.
  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    // The first key is the architecture; a quarantine repeats records further behind.
    let isRecord = JSONHead(probe).keys.dropFirst().prefix(6).contains("finish_train")
    guard isRecord || probe.head.withBytes({ Self.isLog($0) }) else { return nil }
    return RecognizedFile(
      format: isRecord ? "record of a run of TransNAS-Bench-101" : "text log of a run of TransNAS-Bench-101",
      layout: self, pipeline: "transnas-bench-101-logs",
      surroundings: RecognizedFile.Surroundings(
        depth: TransNASPath.depth(
          of: String(Self.directory(of: FileSystem.resolved(probe.location))),
          tasks: TransNASTask.all.map(\.schema.name.rawValue)),
        record: isRecord ? probe.name : Self.recordName))
  }

  /// Whether the first line is `[2026-11-23 18:18] logger initiated!`.
  private static func isLog(_ bytes: RawSpan) -> Bool {
    var offset = 0
    guard bytes.starts(with: "[", at: 0), let line = bytes.nextLine(at: &offset) else { return false }
    let text: StaticString = "] logger initiated!"
    let start = line.upperBound - text.utf8CodeUnitCount
    return start > 0 && bytes.starts(with: text, at: start)
  }

  /// Units of one directory become one, in the order of their first path.
  private static func join(_ units: [SourceUnit], _ paths: [String]) -> [SourceUnit] {
    var places: [Substring: Int] = [:]
    var joined: [SourceUnit] = []
    for unit in units {
      guard let first = unit.files.first else { continue }
      let directory = directory(of: paths[first])
      if let place = places[directory] {
        joined[place].records += unit.records
        joined[place].logs += unit.logs
      } else {
        places[directory] = joined.count
        joined.append(unit)
      }
    }
    return joined
  }

  /// The name of a record.
  static let recordName = "model_db.json"

  static func isRecord(_ path: String) -> Bool {
    path.hasSuffix(recordName) && path.utf8.count == directory(of: path).utf8.count + 1 + recordName.utf8.count
  }

  static func directory(of path: String) -> Substring {
    let bytes = path.utf8Span.span
    var end = bytes.count
    while end > 0, bytes[end - 1] != UInt8(ascii: "/") { end -= 1 }
    return end == 0 ? "" : path[..<path.utf8.index(path.startIndex, offsetBy: end - 1)]
  }

  /// `<architecture>_batch<batch>_lr<rate><message>.txt`
  static func isLog(_ path: String) -> Bool {
    guard path.hasSuffix(".txt") else { return false }
    let name = Array(path.utf8.dropFirst(directory(of: path).utf8.count))
    var start = 0
    while let underscore = name[start...].firstIndex(of: UInt8(ascii: "_")) {
      if name[underscore...].starts(with: batch) {
        let digits = name[(underscore + batch.count)...].prefix { (48...57).contains($0) }
        if !digits.isEmpty, name[digits.endIndex...].starts(with: rate) { return true }
      }
      start = underscore + 1
    }
    return false
  }

  private static let batch = Array("_batch".utf8)
  private static let rate = Array("_lr".utf8)
}
