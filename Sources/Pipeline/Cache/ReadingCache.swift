import Bytes
import Core
import Ingest
import Synchronization

/// Readings of an earlier build over the same inputs.
///
/// Looked up by path, size, modification time and inode of every file of a unit; kept per parser, schema version,
/// configuration keys and set of inputs. It never changes bytes or findings: what is not found, or not whole, is read
/// again. A damaged cache is as good as none.
struct ReadingCache: Sendable {
  private let path: String?
  private let listing: Listing
  private let recheck: Bool
  private let digest: @Sendable (RawSpan) -> String
  private let stored: CacheFile?

  init(
    _ request: BuildRequest, listing: Listing, layout: any SourceLayout, options: LayoutOption, keys: [String],
    digest: @escaping @Sendable (RawSpan) -> String
  ) {
    self.listing = listing
    self.digest = digest
    recheck = request.recheck
    guard layout.keepsReadings, let directory = request.cache else {
      path = nil
      stored = nil
      return
    }
    let inputs = request.inputs.map { "\($0.label)=\(FileSystem.resolved($0.directory))" }
    let facts =
      [CacheFile.format, layout.id, layout.parser, ReleaseSchema.version, "\(options)"] + keys + [""] + inputs
    let name = facts.joined(separator: "\0").withBytes { digest($0) }.prefix(32)
    path = "\(directory)/\(name).readings"
    stored = CacheFile(reading: "\(directory)/\(name).readings", digest: digest)
  }

  /// Whether a path is that of a file that builds keep in the cache whose own path is `directory`.
  static func isOwn(_ path: [UInt8], in directory: [UInt8]) -> Bool {
    guard path.starts(with: directory) else { return false }
    let name = path.dropFirst(directory.count)
    let digits = Array("0123456789abcdef".utf8)
    return name.prefix(32).allSatisfy(digits.contains) && name.dropFirst(32).starts(with: Array(".readings".utf8))
      && !name.contains(UInt8(ascii: "/"))
  }

  /// The reading of a unit whose files have not changed since.
  func reading(of unit: SourceUnit) -> Ingestor.UnitReading? {
    guard let stored, unit.files.allSatisfy({ FileSystem.isReadable(listing.files[$0].location) }),
      let reading = stored.reading(of: key(of: unit), unit: unit)
    else { return nil }
    return !recheck || isConfirmed(reading) ? reading : nil
  }

  /// Where readings are collected for the next build, nil where there is no cache.
  func collector() -> CacheCollector? { path == nil ? nil : CacheCollector() }

  /// Notes a reading of this build; called on any thread.
  func keep(_ unit: SourceUnit, _ reading: Ingestor.UnitReading, isNew: Bool, in collector: CacheCollector) {
    // A file that could not be read may be readable next time, without a change that the key would show.
    guard reading.contents.count == unit.files.count else { return }
    collector.append(CachedUnit(unit, reading), key: key(of: unit), isNew: isNew)
  }

  /// Replaces the cache by what was collected, if any of it is new. A cache that cannot be written is left.
  func store(_ collector: CacheCollector) {
    guard let path else { return }
    collector.finish(replacing: stored?.count) { writer in
      try? FileSystem.createDirectories(FileSystem.parent(of: path))
      writer.save(to: path, digest: digest)
    }
  }

  private func key(of unit: SourceUnit) -> String {
    var key = ""
    for (place, file) in unit.files.enumerated() {
      let entry = listing.files[file]
      key +=
        "\(place < unit.records.count ? "r" : "l")\(entry.releasePath)\0\(entry.size)\0\(entry.modified)\0\(entry.inode)\0"
    }
    return key
  }

  private func isConfirmed(_ reading: Ingestor.UnitReading) -> Bool {
    let ingestor = Ingestor(listing: listing, digest: digest)
    return reading.contents.allSatisfy { ingestor.contents(of: $0.key, limit: .max) == $0.value }
  }
}

/// A unit with its reading.
struct CachedUnit: Sendable {
  let unit: SourceUnit
  let reading: Ingestor.UnitReading

  init(_ unit: SourceUnit, _ reading: Ingestor.UnitReading) {
    self.unit = unit
    self.reading = reading
  }
}

/// Readings on their way into a cache, encoded as they come so that they need not be held.
final class CacheCollector: Sendable {
  private struct State: ~Copyable {
    var writer = CacheWriter()
    var units = 0
    var hasNew = false
  }
  private let state = Mutex<State?>(State())

  func append(_ unit: CachedUnit, key: String, isNew: Bool) {
    state.withLock { state in
      state?.writer.append(unit, key: key)
      state?.units += 1
      if isNew { state?.hasNew = true }
    }
  }

  /// Gives the writer up to `save`, unless the cache holds just this already.
  func finish(replacing count: Int?, save: (consuming CacheWriter) -> Void) {
    state.withLock { state in
      guard let taken = state.take(), taken.hasNew || taken.units != count else { return }
      save(taken.writer)
    }
  }
}
