public import Core

/// Every rule, in the order in which the first error of a run becomes its reason.
public enum RuleCatalogue {
  /// Rules about what a reader met; the reader reports, this stage weighs.
  static let reading: [RuleDefinition] = [
    RuleDefinition("READ-01", .error, "every file of a run can be read"),
    RuleDefinition("READ-02", .error, "every file of a run can be parsed: whole, valid UTF-8, within the bounds"),
    RuleDefinition("READ-03", .error, "no object has a key twice"),
    RuleDefinition("SCHEMA-01", .error, "a record matches its JSON Schema"),
  ]
  static let joining: [RuleDefinition] = [
    RuleDefinition("SRC-03", .warning, "a run has its record and its text log"),
    RuleDefinition("SRC-04", .warning, "a directory has one text log, or exactly one that matches the record"),
  ]
  static let crossCheck = RuleDefinition("SRC-01", .error, "record and text log agree to the decimals of the text")
  static let pathRule = PathRule()
  static let runRules: [any RunRule] = [
    ArchitectureRule(), StatusRule(), SeedRule(), ConfigurationRule(), ParameterRule(), EpochSequenceRule(),
    MetricRule(),
    OddValueRule(), TimeRule(),
  ]
  /// Rules about the release as a whole, which other stages carry out.
  public static let duplicates = RuleDefinition("DUP-01", .error, "one identity has one content")
  public static let completeness = RuleDefinition("SPACE-01", .warning, "every architecture has its runs on every task")

  /// Rules that say what a run is; as warnings they would let values of one epoch or architecture pass for another's.
  public static let structural: Set<RuleCode> = ["READ-01", "READ-02", "PATH-01", "ARCH-01", "CURVE-01", "DUP-01"]

  /// The catalogue in order.
  public static let all: [RuleDefinition] =
    reading + [pathRule.definition] + joining + runRules.map(\.definition) + [crossCheck, duplicates, completeness]

  /// The place of a code in the order of reasons; unknown codes come last.
  static func rank(_ code: RuleCode) -> Int { ranks[code] ?? all.count }
  private static let ranks = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.code, $0) })
}
