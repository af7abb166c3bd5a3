import Core

/// One identity has one content. Carried out by the third stage.
enum IdentityRule {
  static let definition = RuleDefinition(
    "DUP-01", .error, "one identity has one content",
    RuleDocumentation(
      checks: """
        Runs of the same space, encoding, task, epoch budget and seed (or ordinal of a repeat) hold the same \
        values, bit for bit, and the same configuration. Equal ones are counted as exact duplicates; different \
        ones are all kept out.
        """,
      earnedFrom: """
        No published failure: a guard against contributions merged twice, where the file that is read last \
        replaces the other.
        """,
      clean: """
        The same directory given under two inputs: one run with two sources.
        """,
      failing: """
        64-1234-basic on jigsaw with seed 666 and 40.1 % in one file, 40.2 % in another.
        """
    ))
}
