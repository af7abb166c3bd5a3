import Core

/// No object has a key twice. Carried out by the readers.
enum DuplicateKeyRule {
  static let definition = RuleDefinition(
    "READ-03", .error, "no object has a key twice",
    RuleDocumentation(
      checks: """
        No JSON object of a record has one key twice. Carried out while reading.
        """,
      earnedFrom: """
        No published failure: a guard, since readers of JSON silently keep the first or the last of two values.
        """,
      clean: """
        {"epoch_0": {…}, "epoch_1": {…}}
        """,
      failing: """
        {"epoch_0": {…}, "epoch_0": {…}}
        """
    ))
}
