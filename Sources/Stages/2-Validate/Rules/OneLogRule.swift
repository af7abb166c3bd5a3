import Core

/// A directory has one text log. Weighed here, found by the readers.
enum OneLogRule {
  static let definition = RuleDefinition(
    "SRC-04", .warning, "a directory has one text log, or exactly one that matches the record",
    RuleDocumentation(
      checks: """
        Of several logs in one directory the one is used that agrees with the record in architecture, epochs and \
        values to four decimals.
        """,
      earnedFrom: """
        A second training with another learning rate in the same directory: it overwrites the record and leaves \
        both logs.
        """,
      clean: """
        One log; or two, of which one matches the record (reported as a warning).
        """,
      failing: """
        Two logs that both match, or neither.
        """,
      severities: """
        An error where no log or more than one matches.
        """
    ))
}
