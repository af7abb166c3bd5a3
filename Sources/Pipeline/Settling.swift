import Core
import Deduplicate
import Ingest

/// Settles identities: stage three, with second looks at the sources where runs differ in nothing else.
struct Settling {
  let plan: BuildPlan
  let plugins: Plugins
  /// DUP-01 as it is in force.
  let rule: RuleDefinition
  var policy = Deduplicator.ConflictPolicy.quarantine
  /// What two records without a seed are to each other; nil for what the first layout says.
  var seedless: SeedlessRecords?

  /// Settles the runs of `reading` and takes them out of it, so that they are in memory once.
  func settle(taking reading: inout Reading, _ listing: Listing, _ units: [RecognizedUnits]) -> Deduplicator.Outcome {
    var runs: [ValidRun] = []
    swap(&runs, &reading.valid)
    return settle(runs, reading, listing, units)
  }

  func settle(_ reading: Reading, _ listing: Listing, _ units: [RecognizedUnits]) -> Deduplicator.Outcome {
    settle(reading.valid, reading, listing, units)
  }

  private func settle(
    _ runs: [ValidRun], _ reading: Reading, _ listing: Listing, _ units: [RecognizedUnits]
  ) -> Deduplicator.Outcome {
    var looks = SecondLooks(listing: listing, units: units, digest: plugins.digest)
    let contents = reading.contents
    let deduplicator = Deduplicator(
      plan: plan, releasePath: { listing.files[$0].releasePath },
      configurationsAgree: { first, second in
        guard let one = first.log, let other = second.log else { return true }
        // Of a log that is not at hand only its digest is known: the values decide.
        if reading.files[one] != nil || reading.files[other] != nil { return true }
        return contents[one]?.sha256 == contents[other]?.sha256 || looks.configurationsAgree(one, other)
      })
    return deduplicator.settle(
      runs, seedless: seedless ?? units.first?.layout.seedless ?? .unknown, rule: rule, policy: policy)
  }
}
