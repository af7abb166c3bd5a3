import Bytes
import Core
import Testing

@testable import Layouts

struct AutoDLParserTests {
  private static func runs(_ text: String) -> [AutoDLLoggedRun] { text.withBytes { AutoDLParser.runs($0, file: 4) } }

  private static func epoch(_ number: String) -> String {
    "[2026-11-23 18:28:58] Time Left: [00:00:00] epoch=\(number) :: Train [loss=2.5, acc@1=12.90%, acc@5=61.29%] Valid "
      + "[loss=nan, acc@1=6.06%, acc@5=60.61%]\n"
  }

  private static let head =
    "--------------- |a~0|+|b~0|c~1| ---------------\nEvaluate ||||||| cifar10    ||||||| Train-Num=64\n"
    + "Evaluate ||||||| cifar10    ||||||| Config=Configure(epochs=2, optim='SGD')\n"
    + "Evaluate ---->>>> ori-test   with 1 batchs\n[2026-11-23 18:28:57] Seed------ 111 ------\n"
    + "FLOP = 1.5 MB, Param = 0.25 MB\n"

  @Test func aRunHasWhatTheLinesBeforeItSay() throws {
    let run = try #require(Self.runs(Self.head + Self.epoch("000/002") + Self.epoch("001/002")).first)
    #expect(run.architecture?.value == "|a~0|+|b~0|c~1|")
    #expect(run.dataset.value == "cifar10" && run.seed?.value == 111 && run.budget?.value == 2)
    #expect(run.loaders == ["ori-test"] && run.costs == [1.5, 0.25])
    #expect(run.epochs.map(\.number) == [0, 1])
    #expect(run.epochs[0].values.prefix(3) == [2.5, 12.9, 61.29])
    #expect(run.epochs[0].values[3].isNaN && run.epochs[0].values[4...] == [6.06, 60.61])
    #expect(run.start == "2026-11-23 18:28:57" && run.end == "2026-11-23 18:28:58")
  }

  @Test func everyDataSetAndSeedIsARun() {
    let runs = Self.runs(Self.head + Self.epoch("000/002") + Self.head + Self.epoch("000/002"))
    #expect(runs.map(\.epochs.count) == [1, 1])
  }

  @Test(arguments: [
    "000/002 :: Train [loss=2.5, acc@1=12.90%]", "x/002 :: Train", "-1/002 :: Train [loss=1", "000",
    "99999999999/2 :: ",
  ])
  func aLineOfAnotherFormIsSaidNotRead(_ text: String) throws {
    let run = try #require(Self.runs(Self.head + "[x] Time epoch=\(text)\n").first)
    #expect(run.epochs.isEmpty && run.malformed.count == 1)
  }

  @Test func aLineWithoutItsEndIsNotRead() throws {
    let run = try #require(
      Self.runs(Self.head + Self.epoch("000/002") + String(Self.epoch("001/002").dropLast())).first)
    #expect(run.epochs.map(\.number) == [0])
  }
}
