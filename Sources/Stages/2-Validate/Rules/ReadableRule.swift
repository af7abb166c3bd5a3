import Core

/// Files can be read. Carried out by the readers.
enum ReadableRule {
  static let definition = RuleDefinition(
    "READ-01", .error, "every file of a run can be read",
    RuleDocumentation(
      checks: """
        Each file is opened and read to its end; a directory that cannot be listed counts as a file. Carried out \
        while reading.
        """,
      earnedFrom: """
        No published failure: a guard against permissions that are lost when a tree is copied, and files that \
        vanish while it is read.
        """,
      clean: """
        model_db.json with permission to read.
        """,
      failing: """
        model_db.json without it: 'the file cannot be read: permission denied'.
        """
    ))
}
