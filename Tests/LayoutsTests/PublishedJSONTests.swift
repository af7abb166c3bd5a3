import Core
import Testing

@testable import Layouts

struct PublishedJSONTests {
  private static let macro =
    #"{"00000000": {"test_acc": [1.5, 2.5, 3.5], "mean_acc": 2.5, "std": 0.5, "params": 7, "flops": 9}"#

  @Test func everyNumberOfNASBenchMacroIsARun() {
    let found = NASBenchMacroJSON().runs(
      of: Self.macro + #", "10100000": {"test_acc": [4], "mean_acc": 4, "std": 0, "params": 7, "flops": 9}}"#)
    #expect(found.map { $0.architectures[0].value } == ["00000000", "00000000", "00000000", "10100000"])
    #expect(found.map(\.repetition) == [0, 1, 2, 0])
    #expect(found.map { $0.curve?[0, 49] } == [1.5, 2.5, 3.5, 4])
    #expect(found.allSatisfy { $0.problems.isEmpty && $0.epochs.count == 50 && $0.loggedParams?.value == 7 })
    #expect(found[0].values == [2.5, 0.5, 9])
    #expect(found[1].sources == [SourceReference(file: 0, pointer: "/00000000/test_acc/1")])
    #expect(found.map(\.info) == [[], [], [], []])
  }

  @Test func anArchitectureThatIsACopyOfAnotherSaysSo() {
    let found = NASBenchMacroJSON().runs(
      of: #"{"00101020": {"test_acc": [4], "mean_acc": 4, "std": 0, "params": 7, "flops": 9}}"#)
    #expect(found[0].info == [Attribute("trained_as", "00110020")])
  }

  @Test(
    arguments: [
      (
        #"{"00000000": {"test_acc": [1, 2], "mean_acc": 1.6, "std": 0, "params": 7, "flops": 9}}"#,
        "'mean_acc' is '1.6'"
      ),
      (#"{"00000000": {"test_acc": [], "mean_acc": 1, "std": 0, "params": 7, "flops": 9}}"#, "'test_acc' is '[]'"),
      (
        #"{"00000000": {"test_acc": [1], "mean_acc": 1, "std": 0, "params": 7.5, "flops": 9}}"#,
        "the record has no 'params'"
      ),
      (
        #"{"00000000": {"test_acc": [1], "mean_acc": 1, "std": 0, "params": 7, "flops": 9, "x": 1}}"#,
        "'x' is 'an unknown field'"
      ),
      (#"{"00000000": 5}"#, "'test_acc' is 'missing'"),
      ("[]", "the document is an array without architectures"),
    ])
  func aFaultOfNASBenchMacroIsAFinding(_ text: String, _ message: String) {
    let problems = NASBenchMacroJSON().runs(of: text).flatMap(\.problems)
    #expect(problems.contains { $0.message.hasPrefix(message) }, "\(problems.map(\.message))")
  }

  @Test func aTransNASKeyIsTheTextThatWasQueried() {
    #expect(ZeroCostSpace.transMicro.encoding("(1, 2, 3, 0, 0, 3)") == "64-41414-1_23_003")
    #expect(ZeroCostSpace.transMicro.encoding("(1, 2, 3, 0, 0)") == nil)
    #expect(ZeroCostSpace.transMacro.encoding("(1, 2, 3, 4, 0, 0)") == "64-1234-basic")
    #expect(ZeroCostSpace.transMacro.encoding("(1, 12)") == nil)
    #expect(ZeroCostSpace.nasbench201.encoding("(4, 0, 3, 1, 4, 3)") == "(4, 0, 3, 1, 4, 3)")
  }

  @Test func scoresOfProxiesAreNumbersOfTheRun() throws {
    let layout = try ZeroCostJSON().configured(
      with: LayoutOption(json: #"{"space": "transbench101_micro"}"#, layout: "zero-cost-json"))
    let found = layout.runs(
      of: #"""
        {"room_layout": {"(1, 2, 3, 0, 0, 3)": {"jacov": {"score": -3.5, "time": 0.25}, "val_accuracy": -0.75,
         "zen": {"score": NaN}, "new": {"score": 1}}}, "other": {"(1, 2, 3, 0, 0, 3)": {}}}
        """#)
    #expect(found.map { $0.architectures[0].value } == ["64-41414-1_23_003", "64-41414-1_23_003"])
    #expect(found.map { $0.tasks[0].value } == ["room_layout", "other"])
    #expect(found[0].curve?[0, 24] == -0.75 && found[0].budget?.value == 25)
    let jacov = try #require(layout.tasks[2].values.firstIndex { $0.name == "zc_jacov" })
    #expect(found[0].values[jacov] == -3.5 && found[0].values[jacov + 1] == 0.25)
    let zen = try #require(layout.tasks[2].values.firstIndex { $0.name == "zc_zen" })
    #expect(found[0].values[zen].isNaN && !Curve.isAbsent(found[0].values[zen]))
    #expect(Curve.isAbsent(found[0].values[0]))
    #expect(found[0].problems.map(\.severity) == [.warning])
    #expect(throws: LayoutOptionError.self) {
      try ZeroCostJSON().configured(with: LayoutOption(json: #"{"space": "nasbench2"}"#, layout: "zero-cost-json"))
    }
  }

  @Test(
    arguments: [
      ("{}", "configuration"), (#"{"info": []}"#, "'info' is '[]'"),
      (#"{"info": [{}], "budget": 0}"#, "'budget' is '0'"),
      (#"{"info": [{}], "budget": 5}"#, "'val_accuracy'"), ("{", "not parsable"), ("", "the file is empty"),
    ])
  func aFaultOfNASBench301IsAFinding(_ text: String, _ message: String) {
    let problems = NASBench301Results().runs(of: text).flatMap(\.problems)
    #expect(problems.contains { $0.message.contains(message) }, "\(problems.map(\.message))")
  }
}
