import Core
import Pipeline
import Testing

@testable import cellar

struct ValidationReportTests {
  private static let addresses = FindingAddresses([("a", "logs/of a", true), ("b", "runs.jsonl", false)])

  private static func finding(
    _ path: String, line: Int? = nil, pointer: String? = nil, _ message: String = "wrong",
    severity: Severity = .error
  ) -> Finding {
    Finding(
      "RUN-01", severity, path: path, line: line, pointer: pointer, encoding: "64-1234-basic", task: "jigsaw", seed: 3,
      message: message, expected: "right", hint: "correct it")
  }

  private static func report(_ findings: [Finding]) -> ValidationReport {
    var tally = RuleTally()
    tally.ran = 9
    tally.findings = findings.count
    return ValidationReport(
      pipeline: "p", reason: "the one given", counts: RunCounts(read: 9, released: 8, quarantined: 1),
      rules: [RuleDefinition("RUN-01", .error, "a run is finished"), RuleDefinition("CONF-01", nil, "off")],
      tallies: ["RUN-01": tally], findings: findings)
  }

  @Test(arguments: [
    ("a/x/y.json", "logs/of a/x/y.json"), ("b/runs.jsonl", "runs.jsonl"), ("b/model_db.json", "b/model_db.json"),
    ("c/x", "c/x"), ("", ""),
  ])
  func addressesStandBelowWhatTheUserGave(_ path: String, _ expected: String) {
    #expect(Self.addresses.path(of: Self.finding(path)) == expected)
  }

  @Test func anAddressHasLineAndPointer() {
    #expect(Self.addresses.address(of: Self.finding("b/runs.jsonl", line: 4, pointer: "/e")) == "runs.jsonl:4#/e")
  }

  @Test func findingsOfOneCauseAreCounted() {
    let findings = (0..<1207).map { Self.finding("a/\($0)", "epoch \($0) of '\($0)' is missing") }
    let text = ValidationText(report: Self.report(findings), addresses: Self.addresses).text
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first == "pipeline: p, the one given")
    #expect(lines.count { $0.contains(": error: RUN-01: ") } == 3)
    #expect(lines.contains("  and 1,204 more like this: RUN-01: epoch # of '…' is missing"))
    #expect(lines.last == "verdict: invalid: 1,207 errors, 0 warnings, 0 hints")
    #expect(lines.contains("  CONF-01 off"))
  }

  @Test func oneOrFourFindingsAreTold() {
    for count in [1, 4] {
      let findings = (0..<count).map { Self.finding("a/\($0)") }
      let text = ValidationText(report: Self.report(findings), addresses: Self.addresses).text
      #expect(text.split(separator: "\n").count { $0.contains(": error: ") } == count)
      #expect(!text.contains("more like this"))
    }
  }

  @Test func numbersPartTheirThousands() {
    #expect(
      [0, 999, 1000, 1_234_567, -1234].map(ValidationText.grouped) == ["0", "999", "1,000", "1,234,567", "-1,234"])
  }

  @Test func workflowCommandsAreEscaped() {
    #expect(ValidationGitHub.data("50%\r\na:b,c") == "50%25%0D%0Aa:b,c")
    #expect(ValidationGitHub.property("50%\r\na:b,c") == "50%25%0D%0Aa%3Ab%2Cc")
    let text = ValidationGitHub(
      report: Self.report([Self.finding("a/x", line: 2, "a\nb")]), addresses: Self.addresses
    ).text
    #expect(
      text.contains(
        "::error file=logs/of a/x,line=2,title=RUN-01::64-1234-basic/jigsaw/seed 3: a%0Ab%0Aexpected: right%0Ahint: correct it\n"
      ))
  }

  @Test func xmlHoldsNoControlCharacters() {
    let text = "<&>\"\u{1}\t\r\n\u{FFFF}"
    #expect(ValidationJUnit.content(text) == "&lt;&amp;&gt;\"\u{FFFD}\t&#13;\n\u{FFFD}")
    #expect(ValidationJUnit.attribute(text) == "&lt;&amp;&gt;&quot;\u{FFFD}&#9;&#13;&#10;\u{FFFD}")
  }

  @Test func pathsBecomeReferences() {
    #expect(FindingAddresses.encoded("logs/of a/ü%41.json") == "logs/of%20a/%C3%BC%2541.json")
    // What the user gave is no release path; what stands below it is encoded once already.
    let addresses = FindingAddresses([("a", "logs/%FF", true)])
    #expect(addresses.uri(of: Self.finding("a/b%FF%25FE%41")) == "logs/%25FF/b%FF%25FE%2541")
  }

  @Test func warningsAloneAreValid() {
    #expect(Self.report([Self.finding("a/x", severity: .warning)]).isValid)
    #expect(!Self.report([Self.finding("a/x")]).isValid)
  }

  @Test func terminalsGetNoControlCharacters() {
    #expect(ValidationText.line("a\nb\u{1B}[31m\u{7F}") == "a\\nb\\x1b[31m\\x7f")
  }
}
