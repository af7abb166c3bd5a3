import Bytes
import Core
import Ingest
import Validate

/// One input as it was read, with a listing of its own.
struct ReadPart {
  var listing: Listing
  var units: [RecognizedUnits]
  var reading: Reading
  /// What the input is, for people.
  var format: String
  /// Files of the listing that are no source of a run, since they only repeat what others said.
  var repeating: Set<Int> = []
  /// The first sources of runs that were kept out before and are judged again.
  var restored: Set<SourceReference> = []
  /// Runs that somebody repaired: the place where each was kept out before, as release path and pointer.
  var repaired: [RepairedPlace] = []
}

/// Where a run stands that was kept out before somebody repaired it.
struct RepairedPlace: Hashable {
  var path: String
  var pointer: String
}

/// Several inputs as one, in a common listing: what one reading of all of them would have given.
struct CombinedParts {
  private(set) var listing: Listing
  private(set) var units: [RecognizedUnits] = []
  private(set) var reading = Reading()
  /// The number in the common listing of each file of each part; nil for files that are no source.
  private(set) var numbers: [[Int?]] = []

  /// Release paths of the files that lay beside what was read, and that no layout of the pipeline knows; sorted.
  private(set) var unread: [String] = []

  /// - Parameter contents: the digest of a file that no layout reads.
  /// - Throws: `BuildError.ambiguousInputs` where two parts hold different files under one path.
  init(_ parts: [ReadPart], digest: @escaping @Sendable (RawSpan) -> String) throws(BuildError) {
    var files: [ListedFile] = []
    var places: [String: (part: Int, file: Int)] = [:]
    for (number, part) in parts.enumerated() {
      for index in part.listing.files.indices where !part.repeating.contains(index) {
        let path = part.listing.files[index].releasePath
        guard let known = places[path] else {
          places[path] = (number, index)
          files.append(part.listing.files[index])
          continue
        }
        let same =
          Self.digest(of: index, in: part, digest) == Self.digest(of: known.file, in: parts[known.part], digest)
        guard same else {
          throw .ambiguousInputs(
            "two inputs hold different files '\(path)'; give one of them a label of its own: LABEL=PATH")
        }
      }
    }
    listing = Listing(files: files, unreadable: parts.flatMap(\.listing.unreadable))
    let index = Dictionary(uniqueKeysWithValues: listing.files.enumerated().map { ($1.releasePath, $0) })
    reading.contents = Array(repeating: nil, count: listing.files.count)
    for part in parts { numbers.append(part.listing.files.map { index[$0.releasePath] }) }
    for (part, numbers) in zip(parts, numbers) {
      add(part, numbers)
      if part.units.isEmpty { continue }
      let read = Set(part.units.flatMap(\.units).flatMap(\.files))
      unread += part.listing.files.indices.filter { !read.contains($0) }.map { part.listing.files[$0].releasePath }
    }
    unread.sort { $0.precedesBytewise($1) }
    let findings = Dictionary(grouping: reading.findings, by: \.code)
    for code in Set(reading.tallies.keys).union(findings.keys) {
      reading.tallies[code, default: RuleTally()].findings = findings[code]?.count ?? 0
    }
    reading.valid.sort { ($0.sources.first?.file ?? 0) < ($1.sources.first?.file ?? 0) }
  }

  private static func digest(
    of file: Int, in part: ReadPart, _ digest: @escaping @Sendable (RawSpan) -> String
  ) -> String? {
    if let known = part.reading.files[file] { return known.sha256 }
    if let read = part.reading.contents[file] { return read.sha256 }
    return Ingestor(listing: part.listing, digest: digest).contents(of: file, limit: ReleaseAssembly.hashLimit)?.sha256
  }

  private mutating func add(_ part: ReadPart, _ numbers: [Int?]) {
    func number(_ file: Int) -> Int { numbers.indices.contains(file) ? numbers[file] ?? 0 : 0 }
    func renumbered(_ sources: [SourceReference]) -> [SourceReference] {
      sources.map { SourceReference(file: number($0.file), pointer: $0.pointer) }
    }
    for source in part.units {
      units.append(
        RecognizedUnits(
          layout: source.layout, options: source.options,
          units: source.units.map { SourceUnit(records: $0.records.map(number), logs: $0.logs.map(number)) }))
    }
    for var run in part.reading.valid {
      run.sources = renumbered(run.sources)
      run.log = run.log.map(number)
      reading.valid.append(run)
    }
    for var run in part.reading.rejected {
      run.sources = renumbered(run.sources)
      if let evidence = run.evidence { run.evidence?.reading = evidence.reading.renumbered(number) }
      reading.rejected.append(run)
    }
    for (source, var evidence) in part.reading.carried {
      evidence.reading = evidence.reading.renumbered(number)
      reading.carried[SourceReference(file: number(source.file), pointer: source.pointer)] = evidence
    }
    for (file, contents) in part.reading.contents.enumerated() {
      if let contents, numbers[file] != nil { reading.contents[number(file)] = contents }
    }
    // What is at hand is read from there.
    for (file, known) in part.reading.files where numbers[file] != nil && listing.files[number(file)].location.isEmpty {
      if reading.files[number(file)]?.parser.isEmpty ?? true { reading.files[number(file)] = known }
    }
    // Two parts that tell of one file say the same of it.
    let known = Set(reading.findings)
    reading.findings += part.reading.findings.filter { !known.contains($0) }
    for (code, tally) in part.reading.tallies { reading.tallies[code, default: RuleTally()] += tally }
    reading.cachedUnits += part.reading.cachedUnits
    reading.priorDuplicates += part.reading.priorDuplicates
  }
}
