import Bytes
import Core
import Testing

@testable import Layouts

struct DARTSLogParserTests {
  private static func runs(_ text: String) -> [DARTSLoggedRun] { text.withBytes { DARTSLogParser.runs($0) } }

  private static let stamp = "2026-11-23 18:18:50,971 "

  @Test(arguments: ["2026-11-23 18:18:50,971 ", "11/23 06:18:50 PM ", "11/23 06:18:50 AM ", ""])
  func aLineIsReadBehindEitherTimeStamp(_ stamp: String) throws {
    let run = try #require(Self.runs("\(stamp)args = Namespace(seed=2)\n\(stamp)epoch 3 lr 2.5e-02\n").first)
    #expect(run.arguments?.text == "Namespace(seed=2)")
    #expect(run.epochs.map(\.number) == [3])
    #expect(run.epochs[0][.learningRate] == 0.025)
    #expect(run.start == (stamp.isEmpty ? nil : String(stamp.dropLast())))
  }

  @Test func theLastLineOfStepsGivesTheRunningLoss() throws {
    let run = try #require(
      Self.runs(
        "epoch 0 lr 1e-1\ntrain 000 3.5e+00 1.0 2.0\ntrain 050 nan 1.0 2.0\ntrain_acc 17.708333\nvalid 000 -inf 1 2\n"
          + "valid_acc 12.5\n"
      ).first)
    let epoch = run.epochs[0]
    #expect(epoch[.trainLoss].isNaN && !Curve.isAbsent(epoch[.trainLoss]))
    #expect(epoch[.heldOutLoss] == -.infinity)
    #expect(epoch[.trainAccuracy] == 17.708333 && epoch[.heldOutAccuracy] == 12.5)
    #expect(epoch.isWhole)
  }

  @Test func aSecondLineOfArgumentsBeginsASecondRun() {
    let one = "gpu device = 0\nargs = Namespace(seed=1)\nparam size = 1.5MB\nepoch 0 lr 1\n"
    let runs = Self.runs("Experiment dir : x\n" + one + one)
    #expect(runs.count == 2)
    #expect(runs.map(\.parameters) == [1.5, 1.5])
    #expect(runs[0].bytes.upperBound == runs[1].bytes.lowerBound)
  }

  @Test func aLineWithoutItsEndIsNotRead() throws {
    let run = try #require(Self.runs("epoch 0 lr 1\ntrain_acc 5\nvalid_acc 12.5").first)
    #expect(run.cutLine == 3)
    #expect(Curve.isAbsent(run.epochs[0][.heldOutAccuracy]) && !run.epochs[0].isWhole)
  }

  @Test func whatIsNoNumberIsSaidWithItsLine() throws {
    let run = try #require(Self.runs("epoch 0 lr 1\ntrain_acc 1.0 2\nparam size = bigMB\n").first)
    #expect(run.malformed.map(\.key) == ["train_acc", "param size"])
    #expect(run.malformed.map(\.line) == [2, 3])
  }

  @Test func aLogCutAnywhereIsReadAsFarAsItGoes() {
    let text =
      "\(Self.stamp)gpu device = 0\n\(Self.stamp)args = Namespace(epochs=1, seed=0, arch='DARTS')\n"
      + "\(Self.stamp)param size = 0.5MB\n\(Self.stamp)epoch 0 lr 2e-2\n\(Self.stamp)train 000 1e0 2 3\n"
      + "\(Self.stamp)train_acc 4\n\(Self.stamp)valid_acc 5\n"
    for count in 0..<text.utf8.count {
      let runs = Self.runs(String(decoding: text.utf8.prefix(count), as: UTF8.self))
      let isWhole = runs.first?.epochs.first?.isWhole ?? false
      #expect(runs.count <= 1 && !isWhole, "\(count) bytes")
    }
    #expect(Self.runs(text)[0].epochs[0].isWhole)
  }

  @Test(arguments: [
    "args = ", "gpu device = ", "param size = ", "param size = MB", "epoch ", "epoch 1", "genotype = ", "train_acc ",
    "valid_acc ", "train ", "valid ", "train 000", "epoch 999999999999 lr 1", "epoch -1 lr 1",
  ])
  func aLineThatEndsAfterItsFirstWordSaysNothing(_ line: String) {
    for end in ["", " ", "\t\r"] {
      let runs = Self.runs("epoch 0 lr 1\n\(line)\(end)\n\(line)\(end)\n")
      #expect(runs.allSatisfy { $0.epochs.map(\.number) == [0] && $0.arguments == nil })
    }
  }

  @Test func argumentsAreTakenApartAsPythonPrintsThem() throws {
    let call = try #require(
      PythonCall(
        "Namespace(a='x, y)', b=[1, (2, 3)], c=\"it's\", d='it\\'s \\\\', e=None, f={'k': 1})", name: "Namespace"))
    #expect(call.isComplete)
    #expect(call.arguments.map(\.key) == ["a", "b", "c", "d", "e", "f"])
    #expect(call.arguments.map(\.value) == ["x, y)", "[1, (2, 3)]", "it's", "it's \\", "None", "{'k': 1}"])
    #expect(PythonCall("Namespace(a=1, b='", name: "Namespace")?.isComplete == false)
    #expect(PythonCall("Configure(a=1)", name: "Namespace") == nil)
  }
}
