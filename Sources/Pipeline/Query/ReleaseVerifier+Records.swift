import Core
import JSON

extension ReleaseVerifier {
  /// Holds what is told of a release as a whole, its inputs, findings and what was kept out against its artifacts.
  /// - Parameters:
  ///   - known: The runs with their sources as the artifact `name` has them; nil where none can be read.
  ///   - records: Of the lists beside the artifacts.
  func compareRecords(
    _ known: Release?, _ name: String?, _ listing: ReleaseListing, _ records: ReleaseRecords, _ report: inout Report
  ) throws {
    try monitor.checkInterruption()
    if let known, let name { compareManifest(known, name, listing, &report) }
    let recording = plugins.writers.lazy.compactMap { $0 as? any RecordingArtifactWriter }.first
    // Without runs there are no tasks either; where there ought to be some, nobody knows of which runs findings tell.
    let release = known ?? (listing.counts["released"] == 0 ? Self.emptyRelease(listing) : nil)
    guard let recording, let release, let stem = listing.manifest["name"]?.string else { return }
    let file = recording.fileName(for: Self.emptyRelease(listing, named: stem))
    guard listing.present.contains(file) else { return }
    let path = "\(listing.path)/\(file)"
    do {
      compareFacts(try recording.facts(at: path), file, known.flatMap { name == file ? nil : $0 }, listing, &report)
      let sources = release.sources.isEmpty ? try recording.sources(at: path).files : release.sources
      compareSources(sources, file, records, &report)
      var (told, lists) = Self.release(release, sources: sources, telling: records)
      // Only runs whose sources are known can be told from each other.
      if release.sources.isEmpty, release.runCount > 0 { lists.remove(.findings) }
      if listing.present.contains("statistics.json"), told.statistics == nil {
        told.statistics = ReleaseStatistics(spaces: [], noiseDraws: 0)
      }
      let words = ReleaseDictionary(listing).words
      let differences = try recording.recordDifferences(from: told, in: lists, accepting: words, at: path)
      for difference in differences.prefix(Self.limit) {
        report.add(file, difference.found, "\(difference.expected), as the lists beside it and its tasks give it")
      }
      if differences.count > Self.limit {
        report.add(file, "\(differences.count - Self.limit) more differences from the lists beside it", "none")
      }
      let compared = [
        ("findings", records.findings?.isWhole == true), ("records kept out", records.quarantine?.isWhole == true),
        ("inputs", records.inputs?.isWhole == true),
      ].filter(\.1).map(\.0)
      report.comparisons.append("\(file) and the lists beside it: \(compared.joined(separator: ", "))")
    } catch {
      report.add(file, "its records cannot be read: \(error)", "the tables of a release")
    }
  }

  private static func emptyRelease(_ listing: ReleaseListing, named name: String = "") -> Release {
    Release(
      name: name, version: listing.manifest["version"]?.string ?? "", metadata: [], spaces: [], sources: [],
      findings: [], quarantine: [])
  }

  /// The same release with the findings and the quarantine of its lists, and which of them are known.
  private static func release(
    _ release: Release, sources: [SourceFile], telling records: ReleaseRecords
  ) -> (Release, Set<RecordList>) {
    var release = release
    var lists: Set<RecordList> = []
    release.sources = sources
    if let findings = records.findings, findings.isWhole {
      release.findings = findings.records
      lists.insert(.findings)
    }
    guard let quarantine = records.quarantine, quarantine.isWhole else { return (release, lists) }
    let wanted = Set(quarantine.records.flatMap { $0.sources.map(\.path) })
    var places: [String: Int] = [:]
    if !wanted.isEmpty {
      for (place, file) in sources.enumerated() where wanted.contains(file.releasePath) {
        places[file.releasePath] = place
      }
    }
    // A source that is no input is told of as such.
    guard places.count == wanted.count else { return (release, lists) }
    release.quarantine = quarantine.records.map { line in
      QuarantinedRun(
        space: line.space, encoding: line.encoding, task: line.task, seed: line.seed, codes: line.codes,
        sources: line.sources.compactMap { source in
          places[source.path].map { SourceReference(file: $0, pointer: source.pointer) }
        }, record: "null")
    }
    lists.insert(.quarantine)
    return (release, lists)
  }

  /// The facts of a database against the manifest, and against those of `other`.
  private func compareFacts(
    _ facts: [Attribute], _ file: String, _ other: Release?, _ listing: ReleaseListing, _ report: inout Report
  ) {
    let found = Dictionary(facts.map { ($0.key, $0.value) }) { first, _ in first }
    for key in ["version", "pipeline", "cellar_version"] {
      guard let value = found[key], let stated = listing.manifest[key]?.string, value != stated else { continue }
      report.add(file, "\(key) '\(value.prefix(80))' in release", "'\(stated)', as manifest.json has it")
    }
    guard let other else { return }
    let known = Dictionary(other.metadata.map { ($0.key, $0.value) }) { first, _ in first }
    // What read the other artifact says its own version of Cellar.
    for key in Set(found.keys).union(known.keys).subtracting(["cellar_version"]).sorted() where found[key] != known[key]
    {
      report.add(
        file, "\(key) \(found[key].map { "'\($0.prefix(80))'" } ?? "missing") in release",
        "\(known[key].map { "'\($0.prefix(80))'" } ?? "none"), as the other artifacts have it")
    }
  }

  /// The files of a database, in their order, against the inputs that were recognized.
  private func compareSources(
    _ sources: [SourceFile], _ file: String, _ records: ReleaseRecords, _ report: inout Report
  ) {
    guard let inputs = records.inputs, inputs.isWhole else { return }
    var count = 0
    var place = 0
    func note(_ found: String, _ expected: String) {
      count += 1
      if count <= Self.limit { report.add(file, found, expected) }
    }
    for input in inputs.records where input.use != .unrecognized {
      defer { place += 1 }
      guard place < sources.count else {
        note("no row in source for \(input.releasePath)", "one, as \(ReleaseRecords.inputsName) lists it")
        continue
      }
      guard let (found, expected) = Self.difference(sources[place], input) else { continue }
      note(
        "\(found) in source where id \(place + 1), \(input.releasePath)",
        "\(expected), as \(ReleaseRecords.inputsName) has it")
    }
    if sources.count > place {
      note("\(sources.count) rows in source", "\(place) files, as \(ReleaseRecords.inputsName) lists them")
    }
    if count > Self.limit {
      report.add(file, "\(count - Self.limit) more rows of source that differ", "those of \(ReleaseRecords.inputsName)")
    }
  }

  /// What a row says of a file that its list says otherwise; nil where they agree.
  private static func difference(_ source: SourceFile, _ input: SourceFile) -> (found: String, expected: String)? {
    if source.releasePath != input.releasePath { return (source.releasePath, input.releasePath) }
    if source.bytes != input.bytes { return ("bytes \(source.bytes)", "\(input.bytes)") }
    if source.sha256 != input.sha256 { return ("sha256 '\(source.sha256)'", "'\(input.sha256)'") }
    if source.parser != input.parser { return ("parser '\(source.parser)'", "'\(input.parser)'") }
    return nil
  }
}
