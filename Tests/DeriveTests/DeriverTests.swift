import Core
import SearchSpaces
import Testing

@testable import Derive

struct DeriverTests {
  private static let metrics = ["train_top1", "valid_top1", "test_top1"].map { name in
    MetricDefinition(
      name: MetricName(name), rawName: name, split: Split(rawValue: String(name.prefix { $0 != "_" })), unit: .percent,
      direction: .higher, title: name)
  }
  private static let plan = BuildPlan(
    name: "test", version: "1", metadata: [], spaces: [TransNASBench101Micro(), TransNASBench101Macro()],
    tasks: [
      TaskPlan(
        schema: TaskSchema(name: "class_scene", metrics: metrics), epochs: nil, score: "valid_top1", reference: [])
    ], rules: RuleSettings(), runsPerArchitecture: nil)

  private static func run(
    _ encoding: String, seed: Int? = 1, valid: [Double], test: [Double]? = nil, space: Int = 0, budget: Int? = nil
  ) -> ValidRun {
    ValidRun(
      space: space, encoding: encoding, task: 0, budget: budget ?? valid.count, seed: seed, repetition: nil,
      status: "finished",
      curve: Curve(epochs: valid.count, metrics: 3, values: valid.map { $0 + 1 } + valid + (test ?? valid)),
      loggedParams: nil, inferenceTime: nil, info: [], sources: [SourceReference(file: 0, pointer: "")])
  }

  private static func group(_ runs: [ValidRun]) throws -> (ReleasedSpace, BudgetGroup) {
    let catalogue = ArchitectureCatalogue(spaces: plan.spaces)
    let spaces = try Deriver(plan: plan, catalogue: catalogue).spaces(of: runs)
    return (spaces[0], spaces[0].tasks[0].groups[0])
  }

  @Test func theTestValueIsReadAtTheBestValidationEpochAndNeverAtItsOwnBest() throws {
    let (_, group) = try Self.group([Self.run("64-41414-3_33_333", valid: [1, 7, 7, 3], test: [9, 2, 8, 5])])
    #expect(group.runs[0].bestEpoch == 1, "the earliest of equal epochs")
    let scores = group.scores.map { [$0.rule.rawValue, $0.split.rawValue, "\($0.value ?? -1)", "\($0.epoch ?? -1)"] }
    #expect(
      scores == [
        ["final", "valid", "3.0", "3"], ["final", "test", "5.0", "3"], ["best_valid", "valid", "7.0", "1"],
        ["best_valid", "test", "2.0", "1"],
      ])
  }

  @Test func aRunWithoutAFiniteValidationValueHasNoBestEpochAndNoScore() throws {
    let (space, group) = try Self.group([
      Self.run("64-41414-3_33_333", valid: [.nan, .infinity]), Self.run("64-41414-1_11_111", valid: [1, 2]),
    ])
    #expect(group.runs.map(\.bestEpoch) == [1, nil])
    let best = group.scores.filter { $0.rule == .bestValid && $0.split == .valid }
    #expect(best.map(\.value) == [2, nil])
    #expect(space.architectures.map(\.averageRank) == [1, nil])
  }

  @Test func seedsAreAveragedAndCounted() throws {
    let (_, group) = try Self.group([
      Self.run("64-41414-3_33_333", seed: 2, valid: [1, 4]), Self.run("64-41414-3_33_333", seed: nil, valid: [1, 9]),
      Self.run("64-41414-3_33_333", seed: 1, valid: [8, 2]),
    ])
    #expect(group.runs.map(\.seed) == [1, 2, nil], "seedless runs come last")
    let final = group.scores.first { $0.rule == .final && $0.split == .valid }
    #expect(final?.value == 5)
    #expect(final?.count == 3)
    let best = group.scores.first { $0.rule == .bestValid && $0.split == .valid }
    #expect(best?.value == 7)
    #expect(best?.epoch == nil, "the seeds do not agree on the epoch")
  }

  @Test func noisePoolsDistinctResultsOfOneNetworkAndCountsCopies() throws {
    // 1>2 skip and 1>3 conv against 2>3 conv alone: cells of one class have equal class ids, whatever they are.
    let space = TransNASBench101Micro()
    let cells = try #require(space.enumerate()).map { $0 }
    let classes = Dictionary(grouping: cells.filter { !space.isDisconnected($0) }) {
      space.classID(of: $0, under: .sameNetwork)
    }
    let members = try #require(classes.values.first { $0.count >= 3 }).map { space.encode($0) }
    let (_, group) = try Self.group([
      Self.run(members[0], valid: [4]), Self.run(members[1], valid: [6]), Self.run(members[2], valid: [6]),
      Self.run("64-41414-0_00_000", valid: [1]), Self.run("64-41414-0_00_001", valid: [3]),
    ])
    let noise = try #require(group.noise.first { $0.rule == .bestValid && $0.split == .valid })
    #expect(noise.kind == .sameNetwork)
    #expect(noise.standardDeviation == 2.0.squareRoot())
    #expect(noise.degreesOfFreedom == 1)
    #expect(noise.copies == 1, "two equal results of one seed are one; disconnected cells are left out")
  }

  @Test func budgetsStayApart() throws {
    let (space, _) = try Self.group([
      Self.run("64-41414-3_33_333", valid: [1]), Self.run("64-41414-3_33_333", valid: [1, 2]),
    ])
    #expect(space.tasks[0].groups.map(\.budget) == [1, 2])
  }
}
