import Core
import Ingest
import Validate

/// Lets repaired runs take the place of those that the release kept out, and drops what a contribution repeats of them.
struct Superseding {
  /// Runs of the release that were repaired.
  private(set) var count = 0

  /// - Parameter parts: the release first.
  init(parts: inout [ReadPart], plan: BuildPlan, catalogue: ArchitectureCatalogue, plugins: Plugins) {
    func validator(_ layout: String) -> RunValidator {
      RunValidator(plan: plan, catalogue: catalogue, budgetKey: plugins.budgetKey(ofLayout: layout))
    }
    for part in parts.indices.dropFirst() {
      for place in parts[part].repaired where remove(place, from: &parts[0], validator) { count += 1 }
      dropRepetitions(in: &parts[part], of: parts[0])
    }
  }

  /// Removes the run that was kept out at `place`, with what was found of it.
  private func remove(
    _ place: RepairedPlace, from release: inout ReadPart, _ validator: (String) -> RunValidator
  ) -> Bool {
    let files = release.listing.files
    func isThere(_ sources: [SourceReference]) -> Bool {
      sources.first.map { files[$0.file].releasePath == place.path && $0.pointer == place.pointer } ?? false
    }
    let before = release.reading.count
    guard let source = release.reading.carried.keys.first(where: { isThere([$0]) }) else { return false }
    release.reading.rejected.removeAll { isThere($0.sources) }
    release.reading.valid.removeAll { isThere($0.sources) }
    guard release.reading.count < before else { return false }
    if let evidence = release.reading.carried.removeValue(forKey: source) {
      for finding in validator(evidence.layout).judge(evidence.reading, releasePath: { files[$0].releasePath }).findings
      {
        if let index = release.reading.findings.firstIndex(of: finding) { release.reading.findings.remove(at: index) }
      }
    }
    return true
  }

  /// Drops runs that were kept out here and in the release for the same reasons.
  private func dropRepetitions(in part: inout ReadPart, of release: ReadPart) {
    func key(_ run: RejectedRun, _ part: ReadPart) -> [String] {
      run.sources.prefix(1).flatMap { [part.listing.files[$0.file].releasePath, $0.pointer] }
    }
    var known = Set(release.reading.rejected.map { key($0, release) })
    for source in release.restored { known.insert([release.listing.files[source.file].releasePath, source.pointer]) }
    let repeated = part.reading.rejected.filter { known.contains(key($0, part)) }
    guard !repeated.isEmpty else { return }
    part.reading.rejected = part.reading.rejected.filter { !known.contains(key($0, part)) }
    let paths = Set(repeated.flatMap(\.sources).map { part.listing.files[$0.file].releasePath })
    let others = Set(part.reading.rejected.flatMap(\.sources).map { part.listing.files[$0.file].releasePath })
    part.reading.findings.removeAll { paths.contains($0.path) && !others.contains($0.path) }
  }
}
