import Core
import Testing

@testable import Layouts

struct JSONLayoutTests {
  private static func lines(_ json: String) throws -> any SourceLayout {
    try JSONLinesLayout().configured(with: LayoutOption(json: json, layout: "json-lines"))
  }

  private static func document(_ json: String) throws -> any SourceLayout {
    try JSONRunLayout().configured(with: LayoutOption(json: json, layout: "json-run"))
  }

  private static let metric = #"{"valid_acc": {"field": "acc", "unit": "percent", "direction": "higher"}}"#

  @Test func aLineIsARunAndAnObjectOrListIsItsEncoding() throws {
    let layout = try Self.lines(
      #"""
      {"encoding": {"field": "config.arch"}, "task": {"constant": "t"}, "seed": "/config/seed", "budget": {"constant": 1},
       "metrics": \#(Self.metric)}
      """#)
    let text = """
      {"config": {"arch": {"r": 192, "w": [1, 2.50]}, "seed": 3}, "acc": 70.5}

      {"config": {"arch": "|x~0|", "seed": 4.0}, "acc": NaN}
      {"config": {"arch": 2100, "seed": "0777"}, "acc": "inf"}
      {"config": {"arch": [3, [0, "a"]], "seed": null}, "acc": -0}

      """
    let found = layout.runs(of: text)
    #expect(found.map { $0.architectures[0].value } == [#"{"r":192,"w":[1,2.5]}"#, "|x~0|", "2100", #"[3,[0,"a"]]"#])
    #expect(found.map { $0.seeds.map(\.value) } == [[3], [4], [777], []])
    #expect(found.map { $0.status?.place.line } == [1, 3, 4, 5])
    #expect(found.map { $0.sources[0].pointer } == ["/0", "/1", "/2", "/3"])
    #expect(found[0].curve?.values == [70.5])
    #expect(found[1].curve?.values[0].isNaN == true && !Curve.isAbsent(found[1].curve?.values[0] ?? 0))
    #expect(found[2].curve?.values == [.infinity])
    #expect(found[3].curve?.values[0].sign == .minus)
    #expect(found.allSatisfy { $0.problems.isEmpty })
    #expect(layout.record("/1", of: text) == #"{"config":{"arch":"|x~0|","seed":4.0},"acc":"NaN"}"#)
  }

  @Test func listsAreJoinedOnDemand() throws {
    let layout = try Self.lines(
      #"{"encoding": {"field": "choices", "join": " "}, "task": {"constant": "t"}, "budget": {"constant": 1}, "metrics": \#(Self.metric)}"#
    )
    #expect(layout.runs(of: #"{"choices": [3, 0, 1], "acc": 1}"#)[0].architectures[0].value == "3 0 1")
  }

  @Test func aCutLastLineLeavesTheOthersAlone() throws {
    let layout = try Self.lines(
      #"{"encoding": "a", "task": {"constant": "t"}, "budget": {"constant": 1}, "metrics": \#(Self.metric)}"#)
    let text = #"{"a": "X", "acc": 1}"# + "\n" + #"{"a": "X", "a": "Y", "acc": 2}"# + "\n[1\n7\n" + #"{"a": "Z", "ac"#
    let found = layout.runs(of: text)
    #expect(found.map { $0.problems.map(\.code) } == [[], ["READ-03"], ["READ-02"], ["READ-02"], ["READ-02"]])
    #expect(found[4].problems[0].hint.hasPrefix("the last line was cut"))
    #expect(found[2].problems[0].hint.hasPrefix("correct the line"))
    #expect(found[3].problems[0].message == "the line holds an integer")
    #expect(found[4].problems[0].place.line == 5)
    #expect(layout.record("/4", of: text) == #"{"unparsable":"{\"a\": \"Z\", \"ac"}"#)
    #expect(layout.runs(of: "\n \n")[0].problems[0].message == "the file holds blank lines only")
  }

  @Test func epochsMayBeLinesToo() throws {
    let layout = try Self.lines(
      #"{"encoding": "a", "task": {"constant": "t"}, "seed": "s", "epoch": {"field": "e", "repeated": "last"}, "metrics": \#(Self.metric)}"#
    )
    let found = layout.runs(
      of: """
        {"a": "X", "s": 1, "e": 0, "acc": 1}
        {"a": "X", "s": 2, "e": 0, "acc": 5}
        {"a": "X", "s": 1, "e": 1, "acc": 2}
        {"a": "X", "s": 1, "e": 1, "acc": 3}
        {"a": "X", "s": 1, "e": "x", "acc": 3}

        """)
    #expect(found.map(\.epochs) == [[0, 1], [0], []])
    #expect(found[0].curve?.values == [1, 3] && found[1].curve?.values == [5])
    #expect(found[2].problems[0].message == "'e' is 'x'" && found[2].status == nil)
  }

  @Test func listsOfNumbersAreCurves() throws {
    let layout = try Self.document(
      #"""
      {"encoding": "arch", "task": {"constant": "t"},
       "metrics": {
         "train_loss": {"field": "history.loss", "unit": "none", "direction": "lower"},
         "test_acc": {"field": "/final~1acc", "unit": "percent", "direction": "higher"}},
       "values": {"total": {"field": "time", "unit": "seconds"}}}
      """#)
    let found = layout.runs(of: #"{"arch": "X", "history": {"loss": [3, null, 1.5]}, "final/acc": 90, "time": 12}"#)
    #expect(found[0].epochs == [0, 1, 2])
    #expect(found[0].curve?[0, 2] == 1.5 && found[0].curve?[1, 2] == 90)
    #expect(found[0].values == [12])
    #expect(found[0].problems.map(\.message) == ["'history.loss' is '2 numbers'"])
    #expect(found[0].status?.place == Place(file: 0, pointer: "/status"))
    #expect(
      layout.runs(of: #"{"arch": "X", "history": {"loss": 3}, "final/acc": 90}"#)[0].problems[0].message
        == "the record has no epoch budget: nothing stands in 'budget'")
  }

  @Test func recordsMayLieAtEveryKey() throws {
    let layout = try Self.document(
      #"""
      {"records": "/data/{set}/{arch}", "encoding": "arch", "task": {"field": "set", "known": ["c10", "c100"]},
       "epochs": {"field": "log", "prefix": "epoch_", "from": "1"}, "metrics": \#(Self.metric)}
      """#)
    let text = #"""
      {"data": {"c10": {"A/1": {"log": {"epoch_2": {"acc": 2}, "epoch_1": {"acc": 1}}}, "B": {"log": [{"acc": 7}]}},
       "c100": {"A/1": {"log": {"epoch_0": {"acc": 1}, "x": 3}}, "C": {}}}}
      """#
    let found = layout.runs(of: text)
    #expect(found.map { $0.architectures[0].value } == ["A/1", "B", "A/1", "C"])
    #expect(found.map { $0.tasks[0].value } == ["c10", "c10", "c100", "c100"])
    #expect(
      found.map { $0.sources[0].pointer } == ["/data/c10/A~11", "/data/c10/B", "/data/c100/A~11", "/data/c100/C"])
    #expect(found[0].epochs == [1, 0] && found[0].curve?.values == [1, 2])
    #expect(found[1].curve?.values == [7])
    #expect(found[2].problems.map(\.message) == ["'log' is '…/epoch_0'", "'log' is '…/x'"])
    #expect(found[3].epochs.isEmpty)
    #expect(layout.record("/data/c10/A~11", of: text) == #"{"log":{"epoch_2":{"acc":2},"epoch_1":{"acc":1}}}"#)
    #expect(layout.runs(of: #"{"dat": 1}"#)[0].problems[0].message == "there is no record at '/data/{set}/{arch}'")
    #expect(layout.runs(of: #"{"data": "#)[0].problems[0].code == "READ-02")
  }

  @Test(
    arguments: [
      (#"{"records": "data"}"#, "needs 'encoding'"),
      (
        #"{"encoding": "a", "task": {"constant": "t"}, "metrics": {"valid_a": {"unit": "none", "direction": "none"}}, "records": "data"}"#,
        "expected a path such as"
      ),
      (
        #"{"encoding": "a", "task": {"constant": "t"}, "epoch": "e", "epochs": "x", "metrics": {"valid_a": {"unit": "none", "direction": "none"}}}"#,
        "exclude each other"
      ),
    ])
  func aMistakeInThePipelineFileIsNamed(_ json: String, _ message: String) throws {
    let option = try LayoutOption(json: json, layout: "json-run")
    let error = #expect(throws: LayoutOptionError.self) { try JSONRunLayout().configured(with: option) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }
}
