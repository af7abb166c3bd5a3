import Core
import Deduplicate
import Ingest
import Validate

/// Judges the runs of a reading as a set and settles their identities: between stages two and four.
struct CollectionStep {
  let plan: BuildPlan
  let catalogue: ArchitectureCatalogue
  let settling: Settling

  /// Moves what is rejected, and everything that was found, into `reading`.
  ///
  /// Sources that overlap are compared before identities are settled; copied curves, costs, times and outliers are looked
  /// for after, so that a file that is given twice is no copy.
  func settle(_ reading: inout Reading, _ listing: Listing, _ units: [RecognizedUnits]) -> Deduplicator.Outcome {
    reading.total = reading.count
    let validator = CollectionValidator(plan: plan, catalogue: catalogue)
    let path: @Sendable (Int) -> String = { listing.files[$0].releasePath }
    let sources = validator.judge(reading.valid, at: .sources, releasePath: path)
    reading.valid = sources.kept
    take(sources, &reading)
    var settled = settling.settle(reading, listing, units)
    settled.exactDuplicates += sources.exactDuplicates
    let identities = validator.judge(settled.unique, at: .identities, releasePath: path)
    settled.unique = identities.kept
    take(identities, &reading)
    reading.findings += settled.findings
    reading.tallies[RuleCatalogue.duplicates.code] = settled.tally
    return settled
  }

  private func take(_ judgement: CollectionJudgement, _ reading: inout Reading) {
    reading.rejected += judgement.rejected
    reading.findings += judgement.findings
    for (code, tally) in judgement.tallies { reading.tallies[code, default: RuleTally()] += tally }
  }
}
