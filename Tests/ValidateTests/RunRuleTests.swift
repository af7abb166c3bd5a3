import Core
import SearchSpaces
import Testing
import Validate

struct RunRuleTests {
  private static func judge(_ run: RawRun, _ rules: RuleSettings = RuleSettings()) -> RunValidator.Judgement {
    let plan = SampleRuns.plan(rules: rules)
    return RunValidator(
      plan: plan, catalogue: ArchitectureCatalogue(spaces: plan.spaces), budgetKey: "epochs",
      pointer: { metric, epoch, record in "\(record)/m/\(epoch ?? -1)/\(metric?.name.rawValue ?? "")" }
    ).judge(run, releasePath: SampleRuns.path)
  }

  private static func isValid(_ judgement: RunValidator.Judgement) -> Bool {
    if case .valid = judgement.verdict { true } else { false }
  }

  private static func spoil(_ code: RuleCode, _ run: inout RawRun) {
    RunCases.all.first { $0.code == code }?.spoil(&run)
  }

  @Test func aCleanRunPassesEveryRuleThatLooksAtIt() {
    let judgement = Self.judge(SampleRuns.raw())
    #expect(judgement.findings.isEmpty)
    #expect(Self.isValid(judgement))
    for code in RunCases.codes {
      let rank = RuleCatalogue.all.firstIndex { $0.code == code } ?? 0
      #expect(judgement.outcomes[rank].hasRun, "\(code): \(judgement.outcomes[rank].obstacle ?? "")")
    }
  }

  @Test(arguments: RunCases.codes) func aSpoiltRunFails(_ code: RuleCode) throws {
    var run = SampleRuns.raw()
    Self.spoil(code, &run)
    let judgement = Self.judge(run)
    let rule = try #require(RuleCatalogue.rule(code.rawValue))
    let finding = try #require(judgement.findings.first { $0.code == code })
    #expect(finding.severity == (code == "COST-03" ? .error : rule.severity))
    #expect(finding.path == "input/100.json")
    #expect(!finding.message.isEmpty && !finding.hint.isEmpty)
    #expect(Self.isValid(judgement) == !judgement.findings.contains { $0.severity == .error })
  }

  @Test(arguments: RunCases.codes) func aRuleThatIsOffSaysNothing(_ code: RuleCode) {
    var run = SampleRuns.raw()
    Self.spoil(code, &run)
    let judgement = Self.judge(run, RuleSettings(severities: [code: Severity?.none]))
    let rank = RuleCatalogue.all.firstIndex { $0.code == code } ?? 0
    #expect(!judgement.findings.contains { $0.code == code })
    #expect(judgement.outcomes[rank] == RuleOutcome())
  }

  @Test(arguments: RunCases.codes) func aSeverityCanBeSet(_ code: RuleCode) throws {
    var run = SampleRuns.raw()
    Self.spoil(code, &run)
    let judgement = Self.judge(run, RuleSettings(severities: [code: .info]))
    let finding = try #require(judgement.findings.first { $0.code == code })
    #expect(finding.severity == .info)
  }

  @Test func thresholdsAreThoseOfThePipeline() {
    var run = SampleRuns.raw()
    for epoch in 0..<4 { run.curve?[0, epoch] = 30 }
    #expect(Self.judge(run).findings.isEmpty)
    let settings = RuleSettings(thresholds: ["CURVE-03": ["repeats": 4]])
    #expect(Self.judge(run, settings).findings.map(\.code) == ["CURVE-03"])
  }

  @Test func pointersAreThoseOfTheLayout() {
    var run = SampleRuns.raw()
    run.curve?[1, 3] = 141
    #expect(Self.judge(run).findings.first?.pointer == "/0/m/3/valid_top1")
  }

  @Test func constantTimesAreAWarning() throws {
    var run = SampleRuns.raw()
    for epoch in 0..<SampleRuns.epochs { run.curve?[5, epoch] = Double(epoch + 1) * 61 }
    let judgement = Self.judge(run)
    let finding = try #require(judgement.findings.first)
    #expect(finding.code == "TIME-01" && finding.severity == .warning)
    #expect(finding.message == "synthetic: each of 6 epochs took exactly 61.0 s")
    #expect(Self.isValid(judgement))
  }

  @Test func aMeanOverSeedsIsExplained() throws {
    var run = SampleRuns.raw()
    run.values = [0.6403993333333333, Curve.absent]
    let message = try #require(Self.judge(run).findings.first { $0.code == "COST-01" }).message
    #expect(
      message.hasSuffix(
        "it may be a mean over 3 seeds that fits 7 of the 9 'nor_conv_3x3' of its cells: (3,3,1) or (3,2,2)"))
  }

  @Test func oneSeedOfLiveOperationsIsExplained() throws {
    var run = SampleRuns.raw()
    run.architectures = [
      Claim(
        "|nor_conv_3x3~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|avg_pool_3x3~2|", at: Place(file: 0, pointer: "/0"))
    ]
    run.registryClaims = []
    run.values = [0.56, Curve.absent]
    #expect(Self.judge(run).findings.isEmpty, "0.559386 to two decimals")
    run.values = [0.48, Curve.absent]
    let message = try #require(Self.judge(run).findings.first { $0.code == "COST-01" }).message
    #expect(
      message.hasSuffix(
        "fits 5 of the 6 'nor_conv_3x3' of its cells: (2,2,1); one seed counting live operations only would explain it")
    )
  }

  @Test(arguments: [
    (0.559386, "; it equals the count with 'nor_conv_3x3' counted away"), (0.80853599, "; nothing"),
    (0.808276, "; it equals the count of the whole model of 'cifar100'"),
  ]) func theConventionIsNamed(_ value: Double, _ part: String) throws {
    var run = SampleRuns.raw()
    run.values = [value, Curve.absent]
    let message = try #require(Self.judge(run).findings.first { $0.code == "COST-01" }).message
    #expect(message.contains(part) || part == "; nothing", "\(message)")
  }

  @Test func aNarrowedNetworkHasItsOwnCosts() throws {
    var run = SampleRuns.raw()
    run.configuration[0].value.value = "4"
    let encoding = try #require(run.architectures.first?.value)
    let narrowed = try #require(NASBench201().costs(ofEncoding: encoding, at: ["channel": 4])?.first)
    let whole = try #require(try NASBench201().describe(encoding).costs.first)
    #expect(narrowed.params < whole.params / 4)
    let rules = RuleSettings(severities: ["CONF-01": Severity?.none])
    run.values = [Double(narrowed.params) / 1e6, Curve.absent]
    #expect(Self.judge(run, rules).findings.isEmpty)
    run.values = [Double(whole.params) / 1e6, Curve.absent]
    let finding = try #require(Self.judge(run, rules).findings.first { $0.code == "COST-01" })
    #expect(finding.message.hasSuffix("at the width and depth of its configuration"))
    #expect(finding.expected == "\(Double(narrowed.params) / 1e6)")
  }
}
