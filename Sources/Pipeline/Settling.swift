import Core
import Deduplicate
import Ingest

/// Settles identities: stage three, with second looks at the sources where runs differ in nothing else.
struct Settling {
  let plan: BuildPlan
  let plugins: Plugins
  /// DUP-01 as it is in force.
  let rule: RuleDefinition

  func settle(_ reading: Reading, _ listing: Listing, _ units: [RecognizedUnits]) -> Deduplicator.Outcome {
    var looks = SecondLooks(listing: listing, units: units, digest: plugins.digest)
    let contents = reading.contents
    let deduplicator = Deduplicator(
      plan: plan, releasePath: { listing.files[$0].releasePath },
      configurationsAgree: { first, second in
        guard let one = first.log, let other = second.log else { return true }
        return contents[one]?.sha256 == contents[other]?.sha256 || looks.configurationsAgree(one, other)
      })
    return deduplicator.settle(reading.valid, seedless: units.first?.layout.seedless ?? .unknown, rule: rule)
  }
}
