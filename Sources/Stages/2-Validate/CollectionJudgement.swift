public import Core

/// What the rules say of a set of runs. No run is lost: each is kept, rejected, or counted as a duplicate.
public struct CollectionJudgement: Sendable {
  /// In the order in which they were given.
  public var kept: [ValidRun]
  public var rejected: [RejectedRun] = []
  /// Runs that merely repeat the beginning of a kept one, which has their sources now.
  public var exactDuplicates = 0
  public var findings: [Finding] = []
  /// Of the rules that were judged; one that is off has none.
  public var tallies: [RuleCode: RuleTally] = [:]

  /// Of rejected runs of which the others showed more: their place among the suspects, and what they showed.
  public var suspicions: [(suspect: Int, codes: [RuleCode], remarks: [Problem])] = []

  public init(kept: [ValidRun]) { self.kept = kept }
}
