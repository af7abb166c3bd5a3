import Core

/// An architecture and seed that has its runs on most tasks has one on each: the part of SPACE-01 that needs no
/// completeness, since the runs themselves say what is usual.
struct GapRule: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = CompletenessRule.definition

  /// The share of the architectures and seeds, one in so many, above which a task is taken to have fewer on purpose.
  private static let share = 3

  private let isComplete: Bool

  init(_ plan: BuildPlan) { isComplete = plan.runsPerArchitecture != nil }

  /// A run that each task should have.
  private struct Key: Hashable {
    let architecture: Int32
    let seed: Int?
    let repetition: Int?
  }

  /// Budgets of one space and task, counted from the largest.
  private struct Level: Hashable {
    let space: Int
    let number: Int
  }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    var groups: [Level: [[Key: Int]]] = [:]
    let tasks = collection.plan.tasks.indices
    for task in tasks {
      let places = collection.places[task] + collection.suspects(of: task)
      let budgets = budgets(of: places, collection)
      for place in places {
        let run = collection.runs[place]
        let level = Level(space: run.space, number: budgets[run.space].firstIndex(of: run.budget) ?? 0)
        let key = Key(
          architecture: collection.architectures[place], seed: run.seed, repetition: run.repetition)
        groups[level, default: tasks.map { _ in [:] }][task][key] = place
      }
    }
    for (level, present) in groups.sorted(by: { ($0.key.space, $0.key.number) < ($1.key.space, $1.key.number) }) {
      judge(level, present, collection, &report)
    }
  }

  /// By space: the budgets, descending.
  private func budgets(of places: [Int], _ collection: RunCollection) -> [[Int]] {
    var budgets = collection.plan.spaces.map { _ in Set<Int>() }
    for place in places { budgets[collection.runs[place].space].insert(collection.runs[place].budget) }
    return budgets.map { $0.sorted(by: >) }
  }

  private func judge(
    _ level: Level, _ present: [[Key: Int]], _ collection: RunCollection, _ report: inout CollectionReport
  ) {
    let used = present.indices.filter { !present[$0].isEmpty }
    guard used.count > 1 else { return }
    var all: [Key: Int] = [:]
    for task in used.reversed() { all.merge(present[task]) { $1 } }
    // What has its runs on few tasks was meant for few.
    let usual = all.filter { key in used.count { present[$0][key.key] != nil } * 2 >= used.count }
    report.ran(usual.count)
    for task in used {
      let lacking = usual.filter { present[task][$0.key] == nil }
      guard !lacking.isEmpty, lacking.count * Self.share <= all.count else { continue }
      for place in lacking.values.sorted(by: collection.precedes) {
        report.missing(
          task: task, besides: place, "there is no run on \(collection.plan.tasks[task].name), but on other tasks",
          hint: "add the run, or say in the pipeline file that any subset will do: SPACE-01: \"off\"")
      }
    }
    // A task that nobody has is told by the completeness of the space where one is asked for.
    guard !isComplete, level.number == 0, used.count * 2 > present.count, used.count < present.count else { return }
    guard used.allSatisfy({ present[$0].count == all.count }) else { return }
    for task in present.indices where present[task].isEmpty {
      report.found(
        atMost: .info, space: level.space, task: task,
        "there is no run at all, but every architecture has its runs on \(used.count) other tasks",
        expected: "a run of each architecture",
        hint: "add the runs, or say in the pipeline file that any subset will do: SPACE-01: \"off\"")
    }
  }
}
