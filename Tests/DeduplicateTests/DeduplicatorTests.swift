import Core
import Deduplicate
import SearchSpaces
import Testing

struct DeduplicatorTests {
  private static let plan = BuildPlan(
    name: "test", version: "1", metadata: [], spaces: [TransNASBench101Macro()],
    tasks: [
      TaskPlan(
        schema: TaskSchema(
          name: "jigsaw",
          metrics: [
            MetricDefinition(
              name: "train_loss", rawName: "train_loss", split: .train, unit: .none, direction: .lower, title: "loss")
          ]), epochs: 1, score: "valid_top1", reference: [])
    ], rules: RuleSettings(), runsPerArchitecture: nil)
  private static let rule = RuleDefinition("DUP-01", .error, "one identity has one content")

  private static func run(_ file: Int, _ value: Double, seed: Int? = 1, params: Int? = 7) -> ValidRun {
    ValidRun(
      space: 0, encoding: "64-1234-basic", task: 0, budget: 1, seed: seed, repetition: nil, status: "finished",
      curve: Curve(epochs: 1, metrics: 1, values: [value]), loggedParams: params, inferenceTime: nil, info: [],
      sources: [SourceReference(file: file, pointer: "/64-1234-basic")])
  }

  private static func settle(
    _ runs: [ValidRun], seedless: SeedlessRecords = .unknown, agree: Bool = true
  ) -> Deduplicator.Outcome {
    Deduplicator(plan: plan, releasePath: { "input/\($0)" }, configurationsAgree: { _, _ in agree })
      .settle(runs, seedless: seedless, rule: rule)
  }

  @Test func identicalRunsAreOneRunWithSeveralSources() {
    let outcome = Self.settle([Self.run(0, 1.5), Self.run(1, 1.5), Self.run(2, 1.5, seed: 2)])
    #expect(outcome.unique.map { $0.sources.map(\.file) } == [[0, 1], [2]])
    #expect(outcome.exactDuplicates == 1)
    #expect(outcome.conflicts.isEmpty)
  }

  @Test func duplicatesAreRemovedBeforeConflictsAreCounted() {
    let outcome = Self.settle([Self.run(0, 1), Self.run(1, 1), Self.run(2, 2)])
    #expect(outcome.unique.isEmpty)
    #expect(outcome.exactDuplicates == 1)
    #expect(outcome.conflicts.map { $0.sources.map(\.file) } == [[0, 1], [2]])
    #expect(outcome.conflicts.allSatisfy { $0.codes == ["DUP-01"] })
    #expect(
      outcome.findings.first?.message
        == "another content under the same identity (64-1234-basic, jigsaw, 1 epochs, seed 1) in input/2: "
        + "train_loss at epoch 0 is 1, there 2")
  }

  @Test func aConflictSaysWhatDiffers() {
    func end(_ runs: [ValidRun], agree: Bool = true) -> String {
      String(Self.settle(runs, agree: agree).findings[0].message.split(separator: " in ").last ?? "")
    }
    #expect(end([Self.run(0, .nan), Self.run(1, -0.0)]) == "input/1: train_loss at epoch 0 is nan, there -0.0")
    #expect(end([Self.run(0, 1), Self.run(1, 1, params: 8)]) == "input/1: params is 7, there 8")
    #expect(
      end([Self.run(0, 1), Self.run(1, 2, params: 8)])
        == "input/1: train_loss at epoch 0 is 1, there 2, and 1 more values differ")
    #expect(end([Self.run(0, 1), Self.run(1, 1)], agree: false) == "input/1: the configuration differs")
    #expect(
      end([Self.run(0, 1), Self.run(1, Curve.absent), Self.run(2, 3)])
        == "input/1, input/2; against input/1: train_loss at epoch 0 is 1, there absent")
  }

  @Test func everyValueIsContent() {
    #expect(Self.settle([Self.run(0, 0), Self.run(1, -0.0)]).conflicts.count == 2, "-0 is not 0")
    #expect(Self.settle([Self.run(0, .nan), Self.run(1, .nan)]).exactDuplicates == 1, "NaN equals itself")
    #expect(Self.settle([Self.run(0, 1), Self.run(1, 1, params: 8)]).conflicts.count == 2)
    #expect(Self.settle([Self.run(0, 1), Self.run(1, 1)], agree: false).conflicts.count == 2)
  }

  @Test func seedlessRunsConflictOrAreRepeatsAsTheirLayoutSays() {
    let runs = [Self.run(0, 1, seed: nil), Self.run(1, 2, seed: nil)]
    #expect(Self.settle(runs).conflicts.count == 2)
    let repeats = Self.settle(runs, seedless: .repeats)
    #expect(repeats.unique.map(\.repetition) == [0, 1])
    #expect(repeats.conflicts.isEmpty)
  }
}
