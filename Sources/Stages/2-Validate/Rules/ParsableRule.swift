import Core

/// Files can be parsed. Carried out by the readers.
enum ParsableRule {
  static let definition = RuleDefinition(
    "READ-02", .error, "every file of a run can be parsed: whole, valid UTF-8, within the bounds",
    RuleDocumentation(
      checks: """
        Each file is whole, not empty, valid UTF-8, not nested deeper and not larger than the limits of its \
        format. The finding tells the byte offset or line. Carried out while reading.
        """,
      earnedFrom: """
        The training code of TransNAS-Bench-101 rewrites model_db.json in place after each epoch, so that a \
        killed process leaves it cut in the middle.
        """,
      clean: """
        {"64-1234-basic": {…}} to its last brace.
        """,
      failing: """
        {"64-1234-basic": {"metrics": {"epoch_0": at the end of the file.
        """
    ))
}
