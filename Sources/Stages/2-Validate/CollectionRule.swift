import Core

/// A rule about a set of runs.
protocol CollectionRule: Sendable {
  static var definition: RuleDefinition { get }
  /// Whether the rule looks at sources, or at what is left when copies of one identity are one.
  static var stage: CollectionStage { get }
  /// The rule with what it needs of the tasks and thresholds of `plan`.
  init(_ plan: BuildPlan)
  /// Looks at all runs and reports.
  /// - Complexity: O(n log n) with small constants: it is called with every run of a release.
  func check(_ collection: RunCollection, _ report: inout CollectionReport)
}

/// When rules about sets of runs are judged.
public enum CollectionStage: Sendable, Hashable {
  /// Every source of every run: several may tell of one.
  case sources
  /// One run per identity, after exact duplicates and conflicts have gone.
  case identities
}
