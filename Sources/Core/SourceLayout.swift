public import Bytes

/// How one published or logged source arranges its files: which belong together, what their keys mean, and how the
/// path names architecture, task and seed.
public protocol SourceLayout: Sendable {
  /// The id that pipeline files use, such as `transnas-run-directory`.
  var id: String { get }
  /// Name and version of the parser; a change of it empties caches.
  var parser: String { get }
  /// The columns of every task that the layout knows, in the order of the release.
  var tasks: [TaskSchema] { get }
  /// What two records without a seed are to each other.
  var seedless: SeedlessRecords { get }
  /// The configuration key that holds a run's own epoch budget, for messages.
  var budgetKey: String { get }

  /// Whether a reading is worth keeping for the next build: false for large files that are parsed as fast as a cache.
  var keepsReadings: Bool { get }

  /// The layout as a pipeline file's further keys beside `layout` and `include` ask for it.
  /// - Throws: `LayoutOptionError` where a key is unknown or a value is not understood.
  func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout

  /// The files that are read together, of those that the pipeline's patterns select.
  /// - Parameter paths: release paths below one input, sorted bytewise.
  /// - Parameter selected: whether the pipeline's patterns select a path as a record.
  /// - Returns: units of indices into `paths`, in the order of their first path. A path in no unit is not recognized.
  func units(of paths: [String], selected: (String) -> Bool) -> [SourceUnit]

  /// The JSON pointer of a value of a record, nil where the layout has no pointer that fine.
  /// - Parameters:
  ///   - metric: nil for all metrics of the epoch.
  ///   - epoch: nil for all epochs.
  ///   - record: the pointer of the record.
  func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String?

  /// `run` as it would be, had its source held `record`; nil where the records of the layout cannot be exchanged.
  /// - Parameters:
  ///   - record: one strict JSON value, of the shape that the reader's `record(at:from:)` gives.
  ///   - log: the same of the text log beside it, nil without one.
  func amended(_ run: RawRun, record: String, log: String?) -> RawRun?

  /// A reader with buffers of its own, for use by one thread.
  func makeReader(configuration keys: [String]) -> any SourceReader
}

extension SourceLayout {
  public var keepsReadings: Bool { true }

  /// A layout that points at records only.
  public func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? { nil }

  /// A layout whose records are told for people only.
  public func amended(_ run: RawRun, record: String, log: String?) -> RawRun? { nil }

  /// A layout that takes no options.
  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    _ = try options.members([])
    return self
  }

  /// Every selected file is a unit of its own.
  public func units(of paths: [String], selected: (String) -> Bool) -> [SourceUnit] {
    paths.indices.filter { selected(paths[$0]) }.map { SourceUnit(records: [$0], logs: []) }
  }
}

/// What two records without a seed are to each other.
public enum SeedlessRecords: Sendable, Hashable {
  /// Repeats of one experiment: their ordinal in source order becomes part of their identity.
  case repeats
  /// Unknown: different contents under one identity are a conflict.
  case unknown
}

/// Files that are read together.
public struct SourceUnit: Sendable, Hashable {
  /// Indices into the listing, records first.
  public var records: [Int]
  /// Indices into the listing of the logs beside them.
  public var logs: [Int]

  public init(records: [Int], logs: [Int]) {
    self.records = records
    self.logs = logs
  }

  /// Every file of the unit.
  public var files: [Int] { records + logs }
}

/// Reads units; owned by one thread, so that its buffers are reused.
public protocol SourceReader {
  /// The runs of `unit`: one per record entry, one for a file without a readable entry, one for a log without a record.
  /// - Parameter files: gives the contents of the files of the unit.
  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun]
  /// Gives the runs of `unit` in pieces, in their order, so that those of a large file need not be in memory at once.
  mutating func read(_ unit: SourceUnit, from files: any FileSource, _ take: ([RawRun]) -> Void)
  /// The raw record behind `reference` as one strict JSON value, as far as it is parsable, for the quarantine.
  mutating func record(at reference: SourceReference, from files: any FileSource) -> String
  /// Whether the configurations behind two logs are the same but for paths, addresses and time stamps.
  mutating func configurationsAgree(_ first: Int, _ second: Int, from files: any FileSource) -> Bool
}

extension SourceReader {
  /// A source whose files are small: all runs in one piece.
  public mutating func read(_ unit: SourceUnit, from files: any FileSource, _ take: ([RawRun]) -> Void) {
    take(read(unit, from: files))
  }

  /// A source whose records are no JSON.
  public mutating func record(at reference: SourceReference, from files: any FileSource) -> String { "null" }

  /// A source without configurations.
  public mutating func configurationsAgree(_ first: Int, _ second: Int, from files: any FileSource) -> Bool { true }
}

/// The files of a listing, for a reader; owned by one thread.
public protocol FileSource: AnyObject {
  /// Whether what a pickle makes with classes that are not allowed is kept as an opaque record, and not refused.
  var keepsOpaqueObjects: Bool { get }
  /// The release path of a file: label, slash, path below the input.
  func releasePath(of file: Int) -> String
  /// Reads a file into `buffer` and notes its digest.
  /// - Throws: `FileError` where the file cannot be read or is larger than `limit` bytes.
  func load(_ file: Int, into buffer: inout ByteBuffer, limit: Int) throws(FileError)
  /// Where the system finds a file, for a reader that opens it itself because it need not be in memory as a whole; notes
  /// its digest.
  /// - Throws: `FileError` where the file cannot be read.
  /// - Complexity: O(size of the file), for the digest, and no memory.
  func location(of file: Int) throws(FileError) -> String
}

extension FileSource {
  public var keepsOpaqueObjects: Bool { false }

  /// A source whose files are nowhere but in memory.
  public func location(of file: Int) throws(FileError) -> String {
    throw FileError(path: Array(releasePath(of: file).utf8), operation: .open, reason: .notRegularFile)
  }
}
