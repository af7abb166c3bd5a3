import Bytes
import Core
import Ingest

/// Readings of an earlier build over the same inputs.
///
/// Looked up by path, size, modification time and inode of every file of a unit; kept per parser, schema version,
/// configuration keys and set of inputs. It never changes bytes or findings: what is not found, or not whole, is read
/// again. A damaged cache is as good as none.
struct ReadingCache: Sendable {
  /// Whether readings shall be kept for `store`.
  let keepsReadings: Bool
  private let path: String?
  private let listing: Listing
  private let recheck: Bool
  private let digest: @Sendable (RawSpan) -> String
  private let stored: CacheFile?

  init(
    _ request: BuildRequest, listing: Listing, layout: any SourceLayout, keys: [String],
    digest: @escaping @Sendable (RawSpan) -> String
  ) {
    self.listing = listing
    self.digest = digest
    recheck = request.recheck
    keepsReadings = request.cache != nil
    guard let directory = request.cache else {
      path = nil
      stored = nil
      return
    }
    let inputs = request.inputs.map { "\($0.label)=\(FileSystem.resolved($0.directory))" }
    let facts = [CacheFile.format, layout.id, layout.parser, ReleaseSchema.version] + keys + [""] + inputs
    let name = facts.joined(separator: "\0").withBytes { digest($0) }.prefix(32)
    path = "\(directory)/\(name).readings"
    stored = CacheFile(reading: "\(directory)/\(name).readings", digest: digest)
  }

  /// The reading of a unit whose files have not changed since.
  func reading(of unit: SourceUnit) -> Ingestor.UnitReading? {
    guard let stored, let reading = stored.reading(of: key(of: unit), unit: unit) else { return nil }
    return !recheck || isConfirmed(reading) ? reading : nil
  }

  /// Replaces the cache by the readings of this build, if any of them is new. A cache that cannot be written is left.
  func store(_ units: [CachedUnit]) {
    guard let path,
      units.contains(where: { stored?.contains(key(of: $0.unit)) != true }) || units.count != stored?.count
    else { return }
    try? FileSystem.createDirectories(FileSystem.parent(of: path))
    var writer = CacheWriter()
    for unit in units { writer.append(unit, key: key(of: unit.unit)) }
    writer.save(to: path, digest: digest)
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
