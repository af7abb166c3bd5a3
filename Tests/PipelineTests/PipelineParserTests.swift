import Core
import EmbeddedFiles
import Pipeline
import Testing

struct PipelineParserTests {
  private static let minimal = """
    name: mine
    version: "1"
    title: Mine
    authors: [A]
    licence: MIT
    citation: none
    hardware: none
    spaces: [transnas-bench-101-micro]
    sources: [{layout: transnas-run-directory, include: "**/model_db.json"}]
    tasks: {jigsaw: {epochs: 10, score: valid_top1}}
    emit: [csv]
    """

  private static func error(_ text: String) -> String {
    do throws(PipelineError) {
      _ = try PipelineParser.parse(text, file: "p.yaml", rules: BuildRun.rules)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test(arguments: EmbeddedFiles.pipelines) func everyEmbeddedPipelineParses(_ file: EmbeddedFile) throws {
    let parsed = try PipelineParser.parse(file.text, file: file.name, rules: BuildRun.rules)
    #expect(parsed.name == file.name)
  }

  @Test func theOfficialPipelinePinsWhatTheAuthorsConfigured() throws {
    let file = try #require(EmbeddedFiles.pipelines.first { $0.name == "transnas-bench-101" })
    let parsed = try PipelineParser.parse(file.text, file: file.name, rules: BuildRun.rules)
    #expect(parsed.tasks.map(\.epochs) == [25, 25, 25, 10, 30, 30, 30])
    #expect(parsed.tasks.allSatisfy { !$0.reference.isEmpty })
    #expect(parsed.runsPerArchitecture == 1)
  }

  @Test func referencesAreNumbersTextsOrLists() throws {
    let text = Self.minimal.replacing(
      "score: valid_top1",
      with: "score: valid_top1, reference: {batch_size: 128, initial_lr: 0.10, name: \"128\", list: [\"a[1]\", b]}")
    let parsed = try PipelineParser.parse(text, file: "p.yaml", rules: BuildRun.rules)
    #expect(
      parsed.tasks[0].reference.map(\.value) == [
        .number(128), .number(0.1), .text("128"), .list(["a(1)", "b"]),
      ])
  }

  @Test func aSeverityOfOffSwitchesARuleOff() throws {
    for word in ["off", "'off'", "false"] {
      let text = Self.minimal + "\nvalidate: {rules: {CONF-01: \(word), CURVE-03: error}}"
      let parsed = try PipelineParser.parse(text, file: "p.yaml", rules: BuildRun.rules)
      let expected: [RuleCode: Severity?] = ["CONF-01": Severity?.none, "CURVE-03": Severity.error]
      #expect(parsed.rules.severities == expected)
    }
  }

  @Test(arguments: [
    ("name: mine", "naem: mine", "p.yaml:1:1: unknown key 'naem' in the pipeline file; did you mean 'name'?"),
    ("licence: MIT\n", "", "p.yaml:1:1: key 'licence' is missing; a release needs it"),
    ("epochs: 10", "epoch: 10", "p.yaml:10:18: unknown key 'epoch' in task 'jigsaw'; did you mean 'epochs'?"),
    ("epochs: 10", "epochs: ten", "p.yaml:10:26: 'epochs' of task 'jigsaw' is 'ten'; expected a whole number"),
    ("emit: [csv]", "emit: [cvs]", "p.yaml:11:8: an entry of 'emit' is 'cvs'; did you mean 'csv'?"),
    ("[transnas-bench-101-micro]", "[a, a]", "p.yaml:8:9: 'a' stands twice in 'spaces'"),
    ("name: mine", "name: ../up", "p.yaml:1:7: name '../up' cannot name files"),
    ("title: Mine", "title: \"\"", "p.yaml:3:8: 'title' must not be empty"),
    ("title: Mine", "title: [1", "p.yaml: not YAML"),
  ])
  func mistakesAreNamedWithTheirPlace(_ right: String, _ wrong: String, _ message: String) {
    let found = Self.error(Self.minimal.replacing(right, with: wrong))
    #expect(found.hasPrefix(message), "\(found)")
  }

  @Test func anUnknownRuleNamesTheNearest() {
    #expect(
      Self.error(Self.minimal + "\nvalidate: {rules: {CURVE-3: error}}")
        == "p.yaml:12:20: unknown rule 'CURVE-3'; did you mean 'CURVE-03'?")
  }

  @Test func anEmptyFileIsNoPipeline() {
    #expect(Self.error("") == "p.yaml: the file is empty; expected a mapping of keys to values")
    #expect(Self.error("- 1").contains("must be a mapping"))
  }
}
