public import Core

/// Every rule, in the order in which the first error of a run becomes its reason.
public enum RuleCatalogue {
  /// Rules about one run, in the order in which they are checked.
  static let runRules: [any RunRule.Type] = [
    PathRule.self, ArchitectureRule.self, RegistryRule.self, StatusRule.self, SeedRule.self, ConfigurationRule.self,
    ParameterRule.self, OperationRule.self, EpochSequenceRule.self, MetricRule.self, OddValueRule.self, TimeRule.self,
    SplitRule.self,
  ]
  /// Rules about a set of runs, in the order in which they are checked.
  static let collectionRules: [any CollectionRule.Type] = [
    OverlapRule.self, CostAgreementRule.self, CounterRecord.self, PercentageRule.self, CopiedCurveRule.self,
    TimeUnitRule.self, HardwareRule.self, OutlierRule.self, GapRule.self, LeakRule.self,
  ]
  /// Rules that a reader carries out; this stage weighs what it found.
  private static let reading = [
    ReadableRule.definition, ParsableRule.definition, DuplicateKeyRule.definition, SchemaRule.definition,
  ]
  private static let joining = [BothSourcesRule.definition, OneLogRule.definition]

  /// Rules about the release as a whole, which other stages carry out.
  public static let duplicates = IdentityRule.definition
  public static let completeness = CompletenessRule.definition

  /// Rules that say what a run is; as warnings they would let values of one epoch or architecture pass for another's.
  public static let structural: Set<RuleCode> = ["READ-01", "READ-02", "PATH-01", "ARCH-01", "CURVE-01", "DUP-01"]

  /// The catalogue in order.
  public static let all: [RuleDefinition] =
    reading + [PathRule.definition] + joining + [
      ArchitectureRule.definition, RegistryRule.definition, StatusRule.definition, SeedRule.definition,
      ConfigurationRule.definition, ParameterRule.definition, CostAgreementRule.definition, OperationRule.definition,
      EpochSequenceRule.definition, MetricRule.definition, OddValueRule.definition, CopiedCurveRule.definition,
      TimeRule.definition, TimeUnitRule.definition, HardwareRule.definition, SplitRule.definition,
      AgreementRule.definition, OverlapRule.definition, duplicates, OutlierRule.definition, completeness,
      LeakRule.definition,
    ]

  /// Rules that are asked of every run by itself, in the order of the catalogue.
  public static let ofOneRun: [RuleCode] = {
    let alone = Set((reading + joining + runRules.map { $0.definition } + [AgreementRule.definition]).map(\.code))
    return all.map(\.code).filter(alone.contains)
  }()

  /// The place of a code in the order of reasons; unknown codes come last.
  static func rank(_ code: RuleCode) -> Int { ranks[code] ?? all.count }
  private static let ranks = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.code, $0) })

  static let readingRanks = reading.map { rank($0.code) }
  static let joiningRanks = joining.map { rank($0.code) }
  static let comparingRank = rank(AgreementRule.definition.code)
  static let noOutcomes = [RuleOutcome](repeating: RuleOutcome(), count: all.count)

  /// Rules that no rule about one run carries out: readers tell of them, and quarantines of what comparing runs showed.
  static let told = Set(all.map(\.code)).subtracting(runRules.map { $0.definition.code })

  /// The rule of that code.
  public static func rule(_ code: String) -> RuleDefinition? { ranks[RuleCode(code)].map { all[$0] } }

  /// Codes in the order of reasons, each once.
  public static func ordered(_ codes: [RuleCode]) -> [RuleCode] {
    var seen: Set<RuleCode> = []
    return codes.filter { seen.insert($0).inserted }.sorted { rank($0) < rank($1) }
  }
}
