import Core
import Testing

@testable import Layouts

struct TextLogLayoutTests {
  private static func layout(_ more: String) throws -> any SourceLayout {
    try TextLogLayout().configured(
      with: LayoutOption(
        json: #"""
          {"task": {"constant": "t"},
           "metrics": {
             "train_loss": {"field": "loss", "unit": "none", "direction": "lower", "sparse": true},
             "valid_acc": {"field": "acc", "unit": "percent", "direction": "higher"}},
           \#(more)}
          """#, layout: "text-log"))
  }

  @Test func numbersBelongToTheEpochBeforeThem() throws {
    let layout = try Self.layout(
      #"""
      "lines": ["arch (?<arch>\\S+) seed (?<seed>\\d+) for (?<n>\\d+)", "^epoch (?<epoch>\\d+)", "loss (?<loss>\\S+)",
                "acc (?<acc>[^%]+)%", "(?<end>done) in (?<time>\\S+) s"],
      "encoding": "arch", "seed": "seed", "budget": "n", "epoch": {"field": "epoch", "from": "1"}, "status": "end",
      "values": {"total": {"field": "time", "unit": "seconds"}}
      """#)
    let log = """
      arch A seed 3 for 2\r
      test acc 10%\r
      epoch 1 loss 9.0\r
      step loss 2.5
      acc 50%
      epoch 2
      loss nan acc 60.5%
      """
    let found = layout.runs(of: log + "\ndone in 12.5 s")
    try #require(found.count == 1)
    #expect(found[0].architectures[0].value == "A" && found[0].seeds[0].value == 3 && found[0].budget?.value == 2)
    #expect(found[0].epochs == [0, 1])
    #expect(found[0].curve?[0, 0] == 2.5 && found[0].curve?[1, 0] == 50 && found[0].curve?[1, 1] == 60.5)
    #expect(found[0].curve?[0, 1].isNaN == true)
    #expect(found[0].values == [12.5])
    #expect(found[0].info == [Attribute("acc_before_first_epoch", "10")])
    #expect(found[0].status?.value == "finished" && found[0].problems.isEmpty)
    #expect(layout.runs(of: log)[0].status?.value == "running")
    #expect(layout.runs(of: "nothing\n")[0].problems[0].message == "no line of 8 bytes matches a pattern")
    #expect(layout.runs(of: "")[0].problems[0].message == "the log is empty")
    #expect(layout.record("", of: "nothing\n") == #"{"log":"nothing\n"}"#)
  }

  @Test func numbersMayStandBeforeTheirEpoch() throws {
    let layout = try Self.layout(
      #"""
      "lines": ["loss (?<loss>\\S+) acc (?<acc>\\S+)", "end of epoch (?<e>\\d+)"], "path": "(?<arch>[^/]+)\\.log$",
      "encoding": "arch", "epoch": {"field": "e", "stands": "last"}
      """#)
    let found = layout.runs(
      of: "loss 1 acc 2\nend of epoch 0\nloss 3 acc 4\nend of epoch 1\nloss 5 acc 6\n", path: "input/d/A.log")
    #expect(found[0].architectures[0].value == "A")
    #expect(found[0].curve?.values == [1, 3, 2, 4])
    #expect(found[0].info == [Attribute("loss_after_last_epoch", "5.0"), Attribute("acc_after_last_epoch", "6.0")])
  }

  @Test func whatIsNoEpochIsAFindingWithItsLine() throws {
    let layout = try Self.layout(
      #""lines": ["(?<arch>A) (?<e>\\S+) (?<acc>\\S+)", "loss (?<loss>.)"], "encoding": "arch", "epoch": {"field": "e", "from": "1"}"#
    )
    let found = layout.runs(of: "A 1 5\nA 0 6\nA x 7\nA 2 8\n")
    #expect(found[0].problems.map(\.message) == ["'e' is '0'", "'e' is 'x'"])
    #expect(found[0].problems.map(\.place.line) == [2, 3])
    #expect(found[0].epochs == [0, 1] && found[0].curve?.column(1).elementsEqual([5, 8]) == true)
  }

  @Test func epochsMayBeCounted() throws {
    let layout = try Self.layout(
      #"""
      "lines": ["loss (?<loss>\\S+)", "(?<arch>\\w+) acc (?<acc>\\S+)"], "encoding": "arch",
      "epoch": {"field": "acc", "counts": true}
      """#)
    let found = layout.runs(of: "A acc 1\nA acc 2\nloss 4\nA acc 3\n")
    #expect(found[0].epochs == [0, 1, 2])
    #expect(found[0].curve?.column(1).elementsEqual([1, 2, 3]) == true)
    #expect(found[0].curve?[0, 1] == 4)
  }

  @Test func aLineMayBeginARunAndARestartMayRepeatEpochs() throws {
    let layout = try Self.layout(
      #"""
      "lines": ["^run (?<arch>\\w+)", "^(?<e>\\d+): (?<acc>\\S+) (?<loss>\\S+)"], "begins": "arch", "encoding": "arch",
      "epoch": {"field": "e", "repeated": "last"}
      """#)
    let text = "header\nrun A\n0: 1 2\n1: 3 4\n0: 5 6\nrun B\n0: 7 8\n"
    let found = layout.runs(of: text)
    #expect(found.map { $0.architectures[0].value } == ["A", "B"])
    #expect(found.map { $0.sources[0].pointer } == ["/0", "/1"])
    #expect(found.map(\.epochs) == [[0, 1], [0]])
    #expect(found[0].curve?.values == [6, 4, 5, 3])
    #expect(layout.record("/1", of: text) == #"{"log":"run B\n0: 7 8\n"}"#)
  }

  @Test(
    arguments: [
      (#""encoding": "a", "lines": ["(?<b>x)"], "epoch": "b""#, "nothing captures 'a'"),
      (
        #""encoding": "arhc", "lines": ["(?<arch>x) (?<loss>y) (?<acc>z) (?<e>.)"], "epoch": "e""#,
        "did you mean 'arch'?"
      ),
      (#""encoding": "arch", "epoch": "e""#, "needs 'lines'"),
      (#""encoding": "arch", "lines": ["plain"], "epoch": "e""#, "captures nothing"),
      (#""encoding": "arch", "lines": ["(?<arch>x"], "epoch": "e""#, "'(' without ')'"),
      (#""encoding": "arch", "lines": ["(?<arch>x)"]"#, "needs 'budget'"),
    ])
  func aMistakeInThePipelineFileIsNamed(_ more: String, _ message: String) {
    let error = #expect(throws: LayoutOptionError.self) { try Self.layout(more) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }
}
