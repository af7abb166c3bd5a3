import Core

/// Record and text log agree. Weighed here, found by the readers.
enum AgreementRule {
  static let definition = RuleDefinition(
    "SRC-01", .error, "record and text log agree to the decimals of the text",
    RuleDocumentation(
      checks: """
        At every epoch that both hold, each value of the record rounds to the four decimals that the log prints. \
        Cannot run where one of them is missing.
        """,
      earnedFrom: """
        No published failure: a guard against a record and a log of two different trainings in one directory.
        """,
      clean: """
        Record 41.59203, log 41.5920.
        """,
      failing: """
        Record 41.59203, log 43.1102.
        """
    ))
}
