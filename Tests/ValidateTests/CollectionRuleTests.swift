import Core
import SearchSpaces
import Testing
import Validate

struct CollectionRuleTests {
  private static func judge(
    _ runs: [ValidRun], _ stage: CollectionStage, split: PredictorSplit? = nil, rules: RuleSettings = RuleSettings()
  ) -> CollectionJudgement {
    let plan = SampleRuns.plan(rules: rules, split: split)
    return CollectionValidator(plan: plan, catalogue: ArchitectureCatalogue(spaces: plan.spaces)).judge(
      runs, at: stage, releasePath: SampleRuns.path)
  }

  private static func example(_ code: RuleCode) throws -> CollectionCase {
    try #require(CollectionCase.all.first { $0.code == code })
  }

  @Test(arguments: CollectionCase.codes) func aCleanSetPasses(_ code: RuleCode) throws {
    let example = try Self.example(code)
    let judgement = Self.judge(example.clean, example.stage, split: example.split)
    #expect(judgement.findings.filter { $0.severity > .info } == [])
    #expect(judgement.kept.count == example.clean.count)
    #expect(code == "COST-03" || (judgement.tallies[code]?.ran ?? 0) > 0)
  }

  @Test(arguments: CollectionCase.codes) func aSpoiltSetFails(_ code: RuleCode) throws {
    let example = try Self.example(code)
    let judgement = Self.judge(example.failing, example.stage, split: example.failingSplit)
    let rule = try #require(RuleCatalogue.rule(code.rawValue))
    let found = judgement.findings.filter { $0.severity > .info }
    #expect(!found.isEmpty && found.allSatisfy { $0.code == code && $0.severity == rule.severity })
    #expect(judgement.rejected.count == example.rejected)
    #expect(judgement.kept.count + judgement.rejected.count == example.failing.count)
    #expect(judgement.rejected.allSatisfy { $0.codes == [code] })
    #expect(judgement.tallies[code]?.findings == judgement.findings.count { $0.code == code })
  }

  @Test(arguments: CollectionCase.codes) func aRuleThatIsOffSaysNothing(_ code: RuleCode) throws {
    let example = try Self.example(code)
    let judgement = Self.judge(
      example.failing, example.stage, split: example.failingSplit,
      rules: RuleSettings(severities: [code: Severity?.none]))
    #expect(!judgement.findings.contains { $0.code == code })
    #expect(judgement.tallies[code] == nil)
    #expect(judgement.kept.count == example.failing.count)
  }

  @Test(arguments: CollectionCase.codes) func theOrderOfRunsDecidesNothing(_ code: RuleCode) throws {
    let example = try Self.example(code)
    let seed: UInt64 = 20_260_101
    var generator = SeededGenerator(seed: seed)
    let expected = Self.judge(example.failing, example.stage, split: example.failingSplit)
    for _ in 0..<8 {
      let judgement = Self.judge(
        example.failing.shuffled(using: &generator), example.stage, split: example.failingSplit)
      #expect(Set(judgement.findings) == Set(expected.findings), "seed \(seed)")
      #expect(judgement.tallies == expected.tallies)
      #expect(Set(judgement.rejected.map(\.sources)) == Set(expected.rejected.map(\.sources)))
    }
  }

  @Test func copiesOfOneNetworkAndSeedAreCountedAndKept() throws {
    let runs = CollectionCase.disconnected.enumerated().map { SampleRuns.valid($0, encoding: $1, salt: 3) }
    let judgement = Self.judge(runs, .identities)
    #expect(judgement.kept.count == runs.count)
    let finding = try #require(judgement.findings.first)
    #expect(judgement.findings.count == 1 && finding.code == "CURVE-04" && finding.severity == .info)
    #expect(finding.message == "4 runs equal another run of the same effective network and seed bit for bit")
  }

  @Test func aCurveOfFewValuesIsNoCopy() {
    var runs = [SampleRuns.valid(0), SampleRuns.valid(1, seed: 888)]
    for index in runs.indices {
      for metric in 0..<5 {
        for epoch in 0..<SampleRuns.epochs { runs[index].curve[metric, epoch] = 10 }
      }
    }
    #expect(Self.judge(runs, .identities).rejected.isEmpty)
  }

  @Test func theLongerSourceIsTheRun() throws {
    let whole = SampleRuns.valid(1, salt: 0)
    var part = SampleRuns.valid(0, salt: 0)
    let metrics = part.curve.metrics
    part.curve = Curve(epochs: 3, metrics: metrics, values: (0..<metrics).flatMap { part.curve.column($0).prefix(3) })
    part.budget = 3
    let judgement = Self.judge([part, whole], .sources)
    #expect(judgement.exactDuplicates == 1)
    #expect(judgement.kept.map { $0.sources.map(\.file) } == [[1, 0]])
    #expect(judgement.findings.map(\.severity) == [.info])
    #expect(judgement.findings.first?.path == "input/100.json")
  }

  @Test func theComputedCostDecidesWhoIsToBlame() throws {
    let example = try Self.example("COST-02")
    let rejected = Self.judge(example.failing, .identities).rejected
    #expect(rejected.map(\.seed) == [888])
  }

  @Test func theCounterIsRecorded() throws {
    let example = try Self.example("COST-03")
    let finding = try #require(Self.judge(example.clean, .identities).findings.first { $0.code == "COST-03" })
    #expect(finding.severity == .info)
    #expect(finding.message == "'published_flops' of 3 runs is counted as 'autodl-projects'")
  }
}
