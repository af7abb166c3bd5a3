import Core
import Testing

@testable import Layouts

struct TableLayoutTests {
  private static func layout(_ json: String) throws -> any SourceLayout {
    try TableLayout().configured(with: LayoutOption(json: json, layout: "table"))
  }

  private static let runs = """
    {"encoding": "arch", "task": {"constant": "cifar10"}, "seed": "seed", "budget": {"constant": 3},
     "metrics": {"valid_top1": {"field": "acc", "unit": "percent", "direction": "higher"}}}
    """

  private static let epochs = """
    {"encoding": "arch", "task": {"field": "data", "names": {"c10": "cifar10", "c100": "cifar100"}}, "seed": "seed",
     "epoch": {"field": "epoch", "from": "1"}, "budget": "epochs", "status": {"field": "state", "finished": ["ok"]},
     "metrics": {
       "train_loss": {"field": "loss", "unit": "none", "direction": "lower"},
       "valid_top1": {"field": "acc", "unit": "percent", "direction": "higher", "sparse": true}},
     "values": {"latency": {"unit": "milliseconds"}}, "info": ["gpu"], "params": "params",
     "inference_time": {"field": "latency", "unit": "milliseconds"}}
    """

  @Test func aRowIsARunWithItsValueAtTheLastEpoch() throws {
    let found = try Self.layout(Self.runs).runs(of: "seed,arch,acc\r\n7,A,93.25\n,\"B \"\"x\"\"\",nan\n")
    #expect(found.map { $0.architectures.first?.value } == ["A", "B \"x\""])
    #expect(found.map { $0.seeds.map(\.value) } == [[7], []])
    #expect(found.map(\.epochs) == [[0, 1, 2], [0, 1, 2]])
    #expect(found[0].curve?.values[2] == 93.25)
    #expect(Curve.isAbsent(found[0].curve?.values[1] ?? 0))
    let special = try #require(found[1].curve?.values[2])
    #expect(special.isNaN && !Curve.isAbsent(special))
    #expect(found.map { $0.sources[0].pointer } == ["/0", "/1"])
    #expect(
      found.map { $0.status } == [
        Claim("finished", at: Place(file: 0, line: 2)), Claim("finished", at: Place(file: 0, line: 3)),
      ])
    #expect(found.allSatisfy { $0.problems.isEmpty && $0.budget?.value == 3 })
  }

  @Test func rowsOfOneRunAreItsEpochsInWhateverOrder() throws {
    let found = try Self.layout(Self.epochs).runs(
      of: """
        arch,data,seed,epoch,epochs,loss,acc,state,latency,gpu,params
        A,c10,1,2,2,0.5,60,ok,1.5,V100,1234567
        A,c100,1,1,2,0.25,,ok,,V100,1234567.0
        A,c10,1,1,2,1.5,,running,,V100,1234567
        """ + "\n")
    try #require(found.count == 2)
    #expect(found.map { $0.tasks.map(\.value) } == [["cifar10"], ["cifar100"]])
    #expect(found[0].epochs == [1, 0])
    #expect(found[0].curve?[0, 0] == 1.5 && found[0].curve?[0, 1] == 0.5 && found[0].curve?[1, 1] == 60)
    #expect(found[0].curve.map { Curve.isAbsent($0[1, 0]) } == true)
    #expect(found[0].values == [1.5] && found[0].inferenceTime == 0.0015)
    #expect(found.map { $0.loggedParams?.value } == [1_234_567, 1_234_567])
    #expect(found[0].info == [Attribute("gpu", "V100")])
    // The status is that of the row read last.
    #expect(found.map { $0.status?.value } == ["running", "finished"])
  }

  @Test func aBadRowIsAFindingAndNotTheEnd() throws {
    let text = "arch,seed,acc\nA,1,91\nB,2\nC,x,92\nD,4,high\n\n\"E\"x,5,93\nF,6,94\nG,7,95"
    let layout = try Self.layout(Self.runs)
    let found = layout.runs(of: text)
    #expect(
      found.map { $0.problems.map(\.code) } == [
        [], ["READ-02"], ["SCHEMA-01"], ["SCHEMA-01"], ["READ-02"], [], ["READ-02"],
      ])
    #expect(found.map { $0.problems.first?.place.line } == [nil, 3, 4, 5, 7, nil, 9])
    #expect(found[1].problems[0].message == "the row has 2 cells")
    #expect(found[2].problems[0].message == "'seed' is 'x'")
    #expect(found[3].problems[0].message == "'acc' is 'high'")
    // A last row without a line feed is read: many tools write none.
    #expect(found[6].problems[0].message == "the last row is not ended")
    #expect(found[6].problems[0].severity == .warning && found[6].curve?.values[2] == 95)
    #expect(found.map { $0.status == nil } == [false, true, false, false, true, false, false])
    #expect(layout.record("/1", of: text) == #"{"row":"B,2"}"#)
    #expect(layout.record("/6", of: text) == #"{"row":"G,7,95"}"#)
    #expect(layout.record("/99", of: text) == "null")
  }

  @Test func aMissingCellIsAFindingWhereTheMetricIsNotSparse() throws {
    let found = try Self.layout(Self.runs).runs(of: "arch,seed,acc\nA,1,\n")
    #expect(found[0].problems.map(\.message) == ["the record has no 'valid_top1': nothing stands in 'acc'"])
  }

  @Test func aMissingColumnNamesTheNearest() throws {
    let found = try Self.layout(Self.runs).runs(of: "arch,sead,acc\nA,1,90\n")
    try #require(found.count == 1)
    #expect(found[0].problems[0].message == "there is no column 'seed'; did you mean 'sead'?")
    #expect(found[0].status == nil && found[0].sources == [SourceReference(file: 0, pointer: "")])
    #expect(try Self.layout(Self.runs).runs(of: "")[0].problems[0].message == "the file is empty")
    #expect(
      try Self.layout(Self.runs).runs(of: "a,arch,acc,seed,acc\n")[0].problems[0].message == "there are 2 columns 'acc'"
    )
  }

  @Test func anOpenQuoteTakesTheRestAndNothingBefore() throws {
    let found = try Self.layout(Self.runs).runs(of: "arch,seed,acc\nA,1,90\nB,\"2,91\nC,3,92\n")
    #expect(found.map { $0.problems.first?.message } == [nil, "the quote of cell 2 is never closed"])
  }

  @Test func oneRowMayHoldSeveralRuns() throws {
    let layout = try Self.layout(
      """
      {"encoding": "arch", "budget": {"constant": 1}, "seedless": "repeats", "delimiter": "tab",
       "runs": [
         {"task": {"constant": "a"}, "metrics": {"valid_acc": {"field": "a", "unit": "percent", "direction": "higher"}}},
         {"task": {"constant": "b"}, "metrics": {"valid_mIoU": {"field": "b", "unit": "percent", "direction": "higher"}}}]}
      """)
    #expect(layout.tasks.map(\.name) == ["a", "b"])
    #expect(layout.seedless == .repeats)
    let found = layout.runs(of: "arch\ta\tb\nX\t1\t2\nY\t\t3\n")
    #expect(found.map { $0.tasks[0].value } == ["a", "b", "b"])
    #expect(found.map { $0.curve?.values } == [[1], [2], [3]])
  }

  @Test func thePathAndATemplateGiveFields() throws {
    let layout = try Self.layout(
      #"""
      {"encoding": {"template": "64-{macro}-{{{kind}}}"}, "task": {"constant": "t"}, "seed": "s",
       "path": "seed-(?<s>\\d+)/(?<kind>\\w+)\\.csv$", "columns": ["macro", "acc"], "missing": ["-"],
       "budget": {"constant": 1}, "metrics": {"valid_acc": {"field": "acc", "unit": "percent", "direction": "higher", "sparse": true}}}
      """#)
    let found = layout.runs(of: "1234,-\n", path: "input/seed-07/basic.csv")
    #expect(found[0].architectures.map(\.value) == ["64-1234-{basic}"])
    #expect(found[0].seeds.map(\.value) == [7])
    #expect(found[0].curve.map { Curve.isAbsent($0.values[0]) } == true && found[0].problems.isEmpty)
  }

  @Test(
    arguments: [
      (#"{"encodin": "a"}"#, "unknown key 'encodin' in layout 'table'; did you mean 'encoding'?"),
      (#"{"task": {"constant": "t"}}"#, "layout 'table' needs 'encoding'"),
      (#"{"encoding": "a", "task": "t"}"#, "must say which tasks there are"),
      (#"{"encoding": "a", "task": {"constant": "t"}}"#, "needs 'budget'"),
      (#"{"encoding": "a", "task": {"constant": "t"}, "budget": {"constant": 0}}"#, "expected a number of epochs"),
      (#"{"encoding": "a", "task": {"constant": "t"}, "budget": {"constant": 1}}"#, "needs 'metrics'"),
      (
        #"{"encoding": "a", "task": {"constant": "t"}, "budget": {"constant": 1}, "metrics": {"valid_a": {"unti": "percent"}}}"#,
        "unknown key 'unti' in 'valid_a' of 'metrics' of layout 'table'; did you mean 'unit'?"
      ),
      (
        #"{"encoding": "a", "task": {"constant": "t"}, "budget": {"constant": 1}, "metrics": {"valid_a": {"unit": "percents"}}}"#,
        "did you mean 'percent'?"
      ),
      (
        #"{"encoding": "a", "task": {"constant": "t"}, "budget": {"constant": 1}, "metrics": {"acc": {"unit": "percent", "direction": "higher", "split": "valid"}}}"#,
        "must be named 'valid_…', not 'acc'"
      ),
      (
        #"{"encoding": "a", "task": {"constant": "t"}, "budget": {"constant": 1}, "metrics": {"seed": {"unit": "none", "direction": "none"}}}"#,
        "a column cannot be named 'seed'"
      ),
      (#"{"encoding": {"template": "{a"}, "task": {"constant": "t"}}"#, "single '{'"),
      (#"{"path": "(", "encoding": "a"}"#, "is no pattern: '(' without ')' at byte 0"),
      (#"{"delimiter": "x"}"#, "needs 'encoding'"),
    ])
  func aMistakeInThePipelineFileIsNamed(_ json: String, _ message: String) throws {
    let option = try LayoutOption(json: json, layout: "table")
    let error = #expect(throws: LayoutOptionError.self) { try TableLayout().configured(with: option) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  /// A budget that is stated and not measured cannot take all memory.
  @Test func statedBudgetsAreBounded() throws {
    let source = try MappedSource(
      LayoutOption(json: Self.runs, layout: "table"), own: [], dialect: .table)
    var assembler = RunAssembler(source.mappings, file: 0, valueLimit: 10)
    for line in 2..<7 {
      var record = MappedRecord(place: Place(file: 0, line: line), pointer: "/\(line - 2)")
      record.texts = ["A", "\(line)"]
      record.numbers = [.value(5)]
      assembler.add(record)
    }
    #expect(assembler.finish().map { $0.problems.map(\.code) } == [[], [], [], ["READ-02"], ["READ-02"]])
    let layout = try Self.layout(
      """
      {"encoding": "arch", "task": {"constant": "t"}, "budget": "n",
       "metrics": {"valid_acc": {"unit": "percent", "direction": "higher"}}}
      """)
    #expect(layout.runs(of: "arch,n,valid_acc\nA,1000001,5\n")[0].problems[0].code == "SCHEMA-01")
  }

  @Test func arbitraryBytesNeverTrap() throws {
    let layout = try Self.layout(Self.epochs)
    var generator = SeededGenerator(seed: 11)
    let header = Array("arch,data,seed,epoch,epochs,loss,acc,state,latency,gpu,params\n".utf8)
    let alphabet = Array("A,\"\n\r1.-e9\u{0}\u{ff}c10".utf8)
    for _ in 0..<2000 {
      let bytes =
        header
        + (0..<Int(generator.next(below: 80))).map { _ in alphabet[Int(generator.next(below: UInt64(alphabet.count)))] }
      var reader = layout.makeReader(configuration: [])
      let files = MemoryFiles([("input/x.csv", bytes)])
      for run in reader.read(SourceUnit(records: [0], logs: []), from: files) {
        #expect(run.curve == nil || run.curve?.epochs == run.epochs.count)
        _ = reader.record(at: run.sources[0], from: files)
      }
    }
  }
}
