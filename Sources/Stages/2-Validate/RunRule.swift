import Core

/// A rule about one run.
protocol RunRule: Sendable {
  static var definition: RuleDefinition { get }
  /// The rule with what it needs of the tasks and thresholds of `plan`.
  init(_ plan: BuildPlan)
  /// Looks at `subject` and reports: ran, found something, or could not run. Of a run without fault it allocates nothing.
  func check(_ subject: Subject, _ report: inout RuleReport)
}
