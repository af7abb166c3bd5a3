import Bytes
import Core
import Testing

@testable import Layouts

struct TransNASLogParserTests {
  private static func parse(_ text: String, keys: [String] = ["batch_size", "train_transform_fn"]) -> TransNASLog {
    var parser = TransNASLogParser(keys: TransNASKeys.identity + keys)
    return text.withBytes { bytes in
      parser.parse(bytes, file: 3) { name in TransNASTask.all.first { $0.schema.name.rawValue == name }?.fileOrder }
    }
  }

  private static let stamp = "[2020-09-01 12:34] "

  private static func padded(_ key: String, _ value: String) -> String {
    "\(stamp)\t\(key)\(String(repeating: " ", count: 30 - key.utf8.count))\(value)\n"
  }

  @Test func theConfigurationKeepsValuesOfManyLinesAndEmptyOnes() {
    let log = Self.parse(
      "\(Self.stamp)config:\n" + Self.padded("batch_size", "128") + Self.padded("encoder_str", "64-1234-basic")
        + Self.padded("num_epochs", "25") + Self.padded("plot_msg", "") + Self.padded("task_name", "room_layout")
        + Self.padded("train_transform_fn", "Compose(\n    A(x=[1, 2])\n    <B object at 0x7f00ab>\n)")
        + "\(Self.stamp)-----\n")
    #expect(log.architecture?.value == "64-1234-basic")
    #expect(log.task?.value == "room_layout")
    #expect(log.budget == Claim(25, at: Place(file: 3, line: 4)))
    #expect(
      log.configuration.first { $0.value.key == "train_transform_fn" }?.value.value
        == "Compose( A(x=(1, 2)) <B object> )")
    #expect(log.configuration.first { $0.value.key == "batch_size" }?.place.line == 2)
  }

  @Test func theSeedStandsInOneLineOnly() {
    let log = Self.parse(
      Self.padded("seed", "666") + "\(Self.stamp)--------------- seed        : 0777 setup finished! ---------------\n")
    #expect(log.seed == Claim(777, at: Place(file: 3, line: 2)))
  }

  @Test func summariesAreReadByNameAndStepLinesAreNot() {
    let log = Self.parse(
      Self.padded("task_name", "room_layout")
        + "\(Self.stamp)00:00:01, A, epoch [0/3], step [1/3], loss [9.0000]\n"
        + "\(Self.stamp)[[25:00:01/99:00:00]], A, epoch [0/3], train_loss [1.5000], test_loss [-2.2500], valid_loss [nan]\n"
        + "\(Self.stamp)[[00:00:02/00:00:03]], A, epoch [1/3], train_loss [60765258244195989019688960.0000], valid_loss [inf]\n"
    )
    #expect(log.epochs.map(\.number) == [0, 1])
    #expect(log.epochs.map(\.line) == [3, 4])
    #expect(log.values.count == 8)
    #expect(log.values[0] == 1.5 && log.values[2] == -2.25)
    #expect(log.values[1].isNaN && !Curve.isAbsent(log.values[1]))
    #expect(log.values[4] == 60765258244195989019688960.0 && log.values[5] == .infinity)
    #expect(Curve.isAbsent(log.values[6]), "a metric that the line lacks is absent")
    #expect(log.budget?.value == 3, "without a configuration the summary tells the budget")
  }

  @Test func whatTheLinesOfEpochsSayOfTheRunIsKeptWhereItChanges() {
    func line(_ name: String, _ epoch: Int, _ budget: Int) -> String {
      "\(Self.stamp)[[00:00:01/00:00:09]], \(name), epoch [\(epoch)/\(budget)], train_loss [1.0000]\n"
    }
    let log = Self.parse(
      Self.padded("task_name", "room_layout") + line("A", 0, 3) + line("A", 1, 3) + line("B", 2, 3) + line("B", 3, 9))
    #expect(log.namedArchitectures.map(\.value) == ["A", "B"])
    #expect(log.namedArchitectures.map(\.place.line) == [2, 4])
    #expect(log.namedBudgets == [Claim(3, at: Place(file: 3, line: 2)), Claim(9, at: Place(file: 3, line: 5))])
    let many = Self.parse(
      Self.padded("task_name", "room_layout") + (0..<20).map { line("N\($0)", $0, 20 + $0) }.joined())
    #expect(many.namedArchitectures.count == TransNASLog.namedLimit)
    #expect(many.namedBudgets.count == TransNASLog.namedLimit)
  }

  @Test func aFailureComesWithItsMessageOfManyLines() {
    let log = Self.parse(
      "\(Self.stamp)model A in jigsaw is corrupted!\n\(Self.stamp)Error for img x\nsecond line\n")
    #expect(log.isCorrupted)
    #expect(log.message == "Error for img x\nsecond line")
    #expect(Self.parse("\(Self.stamp)model A in jigsaw is corrupted!\n").message == nil)
  }

  @Test func machineLinesAndTimesAreKept() {
    let log = Self.parse(
      "\(Self.stamp)Using 1 GPUs!\n\(Self.stamp)Python  Version  : 3.7.7 (default)\nPyTorch Version  : 1.5.1\n"
        + "CUDA_VISIBLE_DEVICES=3\n[2020-09-02 00:10] Time elapsed: 00:00:01\n")
    #expect(log.start == "2020-09-01 12:34")
    #expect(log.end == "2020-09-02 00:10")
    #expect(
      log.machine == [
        Attribute("gpus", "Using 1 GPUs!"), Attribute("python", "3.7.7 (default)"), Attribute("pytorch", "1.5.1"),
        Attribute("cuda_visible_devices", "3"),
      ])
  }

  @Test func aLogCutAnywhereIsReadAsFarAsItGoes() {
    let text =
      Self.padded("task_name", "room_layout") + Self.padded("num_epochs", "3")
      + "\(Self.stamp)--------------- seed        : 666 setup finished! ---------------\n"
      + "\(Self.stamp)[[00:00:01/00:00:03]], A, epoch [0/3], train_loss [1.5000], valid_loss [2.5000]\n"
      + "\(Self.stamp)model A in room_layout is corrupted!\n\(Self.stamp)message\n"
    for length in 0...text.utf8.count {
      _ = Self.parse(String(decoding: Array(text.utf8)[..<length], as: UTF8.self))
    }
  }

  @Test(
    arguments: [
      (0.12341, 0.1234, true), (0.12341, 0.1235, false),
      (1e24, 1e24, true), (-0.00004, -0.0, true), (.nan, .nan, true), (.infinity, .infinity, true),
      (.infinity, -.infinity, false), (.nan, 1, false),
    ] as [(Double, Double, Bool)])
  func recordAndLogAgreeToFourDecimals(_ recorded: Double, _ logged: Double, _ expected: Bool) {
    #expect(TransNASReader.agree(logged, recorded) == expected)
  }
}
