import Core

/// Every architecture has its runs. Carried out by the fourth stage.
enum CompletenessRule {
  static let definition = RuleDefinition(
    "SPACE-01", .warning, "every architecture has its runs on every task",
    RuleDocumentation(
      checks: """
        Each architecture of the spaces has as many runs on each task as the pipeline's completeness asks for; that \
        cannot be counted where it is none, or the space is too large to enumerate. An architecture and seed that has \
        its runs on most tasks has one on each.
        """,
      earnedFrom: """
        No published failure: a guard against benchmarks that lack architectures which their users then find as \
        missing keys.
        """,
      clean: """
        4,096 cells with a run on jigsaw.
        """,
      failing: """
        4,095 of them: the lacking encoding is named; or a cell with runs on six of seven tasks, which all others have.
        """
    ))
}
