import Core

/// A run has its record and its text log. Weighed here, found by the readers.
enum BothSourcesRule {
  static let definition = RuleDefinition(
    "SRC-03", .warning, "a run has its record and its text log",
    RuleDocumentation(
      checks: """
        Beside the record of a run stands its text log, and beside a log its record. A log without a record is \
        never a run. A layout of one file alone passes.
        """,
      earnedFrom: """
        Seed, configuration and epoch budget of a run of TransNAS-Bench-101 stand in its text log alone: without \
        it a record of 10 epochs may be whole or cut.
        """,
      clean: """
        model_db.json and 64-1234-basic_batch128_lr0.1.txt in one directory.
        """,
      failing: """
        model_db.json alone.
        """,
      severities: """
        An error where the pipeline takes the epoch budget from the log (epochs: from-log), since then nothing \
        says whether the run is whole.
        """
    ))
}
