import Core
import Emit
import JSON

extension ReleaseVerifier {
  /// The artifact that the others are compared with.
  struct Reference {
    let name: String
    var release: Release
    /// The files that hold, byte by byte, what is written of its runs.
    var written: Set<String> = []
    /// What of itself is not as its runs give it.
    var differences: Result<[ArtifactDifference], any Error> = .success([])
  }

  /// The first artifact that can be read, its runs with their sources; nil where there is nothing to compare.
  func reference(_ listing: ReleaseListing, _ report: inout Report) throws -> Reference? {
    if listing.counts["released"] == 0 {
      report.comparisons.append("no run is released: the artifacts have nothing to compare")
      return nil
    }
    let names = Self.artifacts(listing)
    let (tracing, traced) = (tracing, Self.database(names))
    let (sources, found) = try sideBySide {
      traced.flatMap { name in Result { try tracing?.sources(at: "\(listing.path)/\(name)") } }
    } and: {
      try reference(among: names, listing, &report)
    }
    guard var reference = found else { return nil }
    if let traced, case .failure(let error) = sources {
      report.add(traced, "its sources cannot be read: \(error)", "where every run came from")
    }
    let known = (try? sources?.get()) ?? nil
    // Runs of another number are told of when they are compared.
    reference.release = reference.release.tracing(known) ?? reference.release.tracing(nil) ?? reference.release
    return reference
  }

  /// The first artifact that can be read.
  private func reference(
    among names: [String], _ listing: ReleaseListing, _ report: inout Report
  ) throws -> Reference? {
    for name in names {
      try monitor.checkInterruption()
      guard let read = try take(open(name, listing), name, &report) else { continue }
      var release = Self.release(read, name, listing)
      checkCount(release, name, listing, &report)
      for space in release.spaces.indices {
        let id = release.spaces[space].id.rawValue
        guard let tasks = listing.manifest["completeness"]?[id]?.members?.count,
          tasks > release.spaces[space].tasks.count
        else { continue }
        // Nobody has all tasks, of which the artifact itself does not tell.
        for place in release.spaces[space].architectures.indices {
          release.spaces[space].architectures[place].averageRank = nil
        }
      }
      return Reference(name: name, release: release)
    }
    return nil
  }

  /// The same release with what some artifacts do not tell: its name, the version that wrote it, the order of facts.
  private static func release(_ read: Release, _ file: String, _ listing: ReleaseListing) -> Release {
    var release = read
    if let suffix = readAgain.first(where: file.hasSuffix) { release.name = String(file.dropLast(suffix.count)) }
    // One that writes the artifacts anew puts its own version there.
    if let version = listing.manifest["cellar_version"]?.string,
      let place = release.metadata.firstIndex(where: { $0.key == "cellar_version" })
    {
      release.metadata[place].value = version
    }
    // A database keeps facts by their keys.
    let order = PlanResolver.facts
    func place(_ fact: Attribute) -> Int { order.firstIndex(of: fact.key) ?? order.count }
    release.metadata = release.metadata.enumerated().sorted {
      (place($0.element), $0.offset) < (place($1.element), $1.offset)
    }.map(\.element)
    return release
  }
}
