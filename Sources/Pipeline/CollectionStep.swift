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
    let suspects = reading.rejected.indices.filter { reading.rejected[$0].run != nil }
    let identities = validator.judge(
      settled.unique, suspects: suspects.compactMap { Self.suspect(reading.rejected[$0]) }, at: .identities,
      releasePath: path)
    settled.unique = identities.kept
    for suspicion in identities.suspicions { note(suspicion, of: suspects[suspicion.suspect], &reading) }
    take(identities, &reading)
    reading.findings += settled.findings
    reading.tallies[RuleCatalogue.duplicates.code] = settled.tally
    return settled
  }

  /// A rejected run as it is compared with others.
  private static func suspect(_ rejected: RejectedRun) -> ValidRun? {
    guard var run = rejected.run else { return nil }
    run.sources = rejected.sources
    return run
  }

  /// Adds what others show of a rejected run to its reasons.
  private func note(
    _ suspicion: (suspect: Int, codes: [RuleCode], remarks: [Problem]), of place: Int, _ reading: inout Reading
  ) {
    reading.rejected[place].codes = RuleCatalogue.ordered(reading.rejected[place].codes + suspicion.codes)
    reading.rejected[place].remarks = suspicion.remarks
  }

  private func take(_ judgement: CollectionJudgement, _ reading: inout Reading) {
    reading.rejected += judgement.rejected
    // A run from a quarantine brings along what others showed of it when it was kept out.
    let known = judgement.suspicions.isEmpty ? [] : Set(reading.findings)
    reading.findings += known.isEmpty ? judgement.findings : judgement.findings.filter { !known.contains($0) }
    for (code, tally) in judgement.tallies { reading.tallies[code, default: RuleTally()] += tally }
  }
}
