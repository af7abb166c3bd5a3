import Bytes
public import Core
import Dispatch
import Synchronization

/// Reads the units of a listing on all cores: the first stage.
///
/// Each thread takes the next unit, so that a slow one holds up nobody; results stand in the order of the units.
public struct Ingestor: Sendable {
  private let listing: Listing
  private let digest: @Sendable (RawSpan) -> String
  private let fileContents: FileContents.Reading?
  private let keepsOpaqueObjects: Bool

  /// - Parameters:
  ///   - digest: the SHA-256 of some bytes, in lower-case hexadecimal.
  ///   - fileContents: the same of files that readers open themselves; nil where digests are not wanted.
  ///   - keepsOpaqueObjects: see `FileSource.keepsOpaqueObjects`.
  public init(
    listing: Listing, digest: @escaping @Sendable (RawSpan) -> String, fileContents: FileContents.Reading? = nil,
    keepsOpaqueObjects: Bool = false
  ) {
    self.keepsOpaqueObjects = keepsOpaqueObjects
    self.listing = listing
    self.digest = digest
    self.fileContents = fileContents
  }

  /// A unit as it was read, now or in an earlier build.
  public struct UnitReading: Sendable {
    public var runs: [RawRun]
    /// By index of the file in the listing.
    public var contents: [Int: FileContents]

    public init(runs: [RawRun], contents: [Int: FileContents]) {
      self.runs = runs
      self.contents = contents
    }
  }

  /// Reads `units` and turns each reading into a result.
  /// - Parameters:
  ///   - inPieces: whether a reading may come in several pieces, the last of which has the contents of the files.
  ///   - cached: a reading that need not be repeated.
  ///   - transform: called once per unit or piece, on any thread; told whether the reading is new.
  /// - Returns: one result per unit or piece, in the order of `units`.
  /// - Throws: `Interruption`.
  public func read<Result: Sendable>(
    _ units: [SourceUnit], layout: any SourceLayout, configuration keys: [String], jobs: Int, monitor: BuildMonitor,
    inPieces: Bool = false, cached: @Sendable (Int) -> UnitReading?,
    transform: @Sendable (Int, UnitReading, _ isNew: Bool) -> Result
  ) throws(Interruption) -> [Result] {
    let next = Atomic<Int>(0)
    let collected = Mutex<[(Int, Result)]>([])
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, units.count))) { _ in
      let files = WorkerFiles(
        listing, digest: digest, fileContents: fileContents, keepsOpaqueObjects: keepsOpaqueObjects)
      var reader = layout.makeReader(configuration: keys)
      var results: [(Int, Result)] = []
      while !monitor.isInterrupted {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < units.count else { break }
        if let reading = cached(index) {
          results.append((index, transform(index, reading, false)))
          monitor.advance()
          continue
        }
        var runs: [RawRun] = []
        if inPieces {
          reader.read(units[index], from: files) { piece in
            if !runs.isEmpty { results.append((index, transform(index, UnitReading(runs: runs, contents: [:]), true))) }
            runs = piece
          }
        } else {
          runs = reader.read(units[index], from: files)
        }
        let contents = files.takeContents()
        monitor.advance(bytes: contents.values.reduce(0) { $0 + $1.bytes })
        results.append((index, transform(index, UnitReading(runs: runs, contents: contents), true)))
      }
      collected.withLock { $0 += results }
    }
    try monitor.checkInterruption()
    // Pieces of one unit come from one thread, one behind the other.
    var placed = [[Result]](repeating: [], count: units.count)
    for (index, result) in collected.withLock({ $0 }) { placed[index].append(result) }
    return placed.flatMap { $0 }
  }

  /// The digest of a file that no layout reads, nil where it cannot be read or is larger than `limit`.
  public func contents(of file: Int, limit: Int) -> FileContents? {
    guard listing.files[file].isRegular, listing.files[file].size <= limit else { return nil }
    let files = WorkerFiles(listing, digest: digest)
    var buffer = ByteBuffer()
    do throws(FileError) { try files.load(file, into: &buffer, limit: limit) } catch { return nil }
    return files.takeContents()[file]
  }

  /// Lets `body` read files of the listing, on one thread.
  public func withFiles<Result, Failure: Error>(_ body: (any FileSource) throws(Failure) -> Result) throws(Failure)
    -> Result
  { try body(WorkerFiles(listing, digest: digest, keepsOpaqueObjects: keepsOpaqueObjects)) }

  /// A second look at sources, for what the first reading does not keep.
  /// - Parameter keys: the configuration keys that a run read again should hold.
  public func secondLook(_ layout: any SourceLayout, configuration keys: [String] = []) -> SecondLook {
    SecondLook(reader: layout.makeReader(configuration: keys), files: WorkerFiles(listing, digest: digest))
  }
}

/// Reads single sources again, on one thread.
public struct SecondLook {
  private var reader: any SourceReader
  private let files: WorkerFiles

  init(reader: any SourceReader, files: WorkerFiles) {
    self.reader = reader
    self.files = files
  }

  /// The raw record behind `reference` as one strict JSON value, as far as it is parsable.
  public mutating func record(at reference: SourceReference) -> String { reader.record(at: reference, from: files) }

  /// The runs of a unit, read again; what `record(at:)` remembers is void afterwards, so that a look does one or the
  /// other.
  public mutating func runs(of unit: SourceUnit) -> [RawRun] { reader.read(unit, from: files) }

  /// Whether the configurations behind two logs are the same but for paths, addresses and time stamps.
  public mutating func configurationsAgree(_ first: Int, _ second: Int) -> Bool {
    reader.configurationsAgree(first, second, from: files)
  }
}
