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
  /// - Parameter standing: Runs of a release beside which these are looked at, and which are not judged themselves; but
  ///   for those of which these tell, too.
  func settle(
    _ reading: inout Reading, _ listing: Listing, _ units: [RecognizedUnits], beside standing: ReadPart? = nil
  ) -> Deduplicator.Outcome {
    reading.total = reading.count
    let validator = CollectionValidator(plan: plan, catalogue: catalogue)
    let own = listing.files.count
    let others = standing?.listing.files.map(\.releasePath) ?? []
    let path: @Sendable (Int) -> String = { $0 < own ? listing.files[$0].releasePath : others[$0 - own] }
    let sources = validator.judge(reading.valid, at: .sources, releasePath: path)
    reading.valid = sources.kept
    take(sources, &reading)
    var settled = settling.settle(reading, listing, units)
    settled.exactDuplicates += sources.exactDuplicates
    let suspects = reading.rejected.indices.filter { reading.rejected[$0].run != nil }
    var identities = validator.judge(
      settled.unique + Self.beside(settled.unique, standing, behind: own),
      suspects: suspects.compactMap { Self.suspect(reading.rejected[$0]) }, at: .identities,
      releasePath: path)
    if standing != nil {
      let foreign = Set(others)
      identities.kept.removeAll { ($0.sources.first?.file ?? 0) >= own }
      identities.rejected.removeAll { ($0.sources.first?.file ?? 0) >= own }
      identities.findings.removeAll { foreign.contains($0.path) }
      for code in identities.tallies.keys {
        identities.tallies[code]?.findings = identities.findings.count { $0.code == code }
      }
    }
    settled.unique = identities.kept
    for suspicion in identities.suspicions { note(suspicion, of: suspects[suspicion.suspect], &reading) }
    take(identities, &reading)
    reading.findings += settled.findings
    reading.tallies[RuleCatalogue.duplicates.code] = settled.tally
    return settled
  }

  /// The runs of a release of which `runs` tell nothing, with files that are numbered behind `own`.
  private static func beside(_ runs: [ValidRun], _ standing: ReadPart?, behind own: Int) -> [ValidRun] {
    guard let standing else { return [] }
    let told = Set(runs.map { ReleaseComparison.Identity($0) })
    return standing.reading.valid.filter { !told.contains(ReleaseComparison.Identity($0)) }.map { run in
      var run = run
      run.sources = run.sources.map { SourceReference(file: $0.file + own, pointer: $0.pointer) }
      run.log = nil
      return run
    }
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
