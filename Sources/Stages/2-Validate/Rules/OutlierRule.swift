import Core
import Dispatch
import Synchronization

/// A score lies where its class, or the cells one edit away, lie.
struct OutlierRule: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = RuleDefinition(
    "DIST-01", .warning, "a score lies where its class or its neighbours lie",
    thresholds: [
      RuleThreshold(
        "z", 6, "deviations", minimum: 1,
        "robust deviations from the median beyond which a score is told"),
      RuleThreshold(
        "members", 4, "results", minimum: 3,
        "distinct results that a class, or neighbours that a cell, must have"),
    ],
    RuleDocumentation(
      checks: """
        The score at the last epoch is compared with the distinct results of its class (same effective network, \
        else isomorphic); in a class of too few with the cells that differ in one operation. It must lie outside \
        all of them, and further from their median than z times their median absolute deviation (times 1.4826), \
        which is taken to be at least the usual one of the task. Cannot run where there are too few, or the \
        space does not say which cells are neighbours.
        """,
      earnedFrom: """
        No published failure: a guard against results filed under another encoding, which the costs do not show \
        where both cells have the same.
        """,
      clean: """
        valid_top1 41.6 in a class of 41.2, 41.5, 41.9 and 42.0.
        """,
      failing: """
        valid_top1 12.0 in it.
        """
    ))

  private let scores: [Int?]
  private let limit: Double
  private let members: Int

  init(_ plan: BuildPlan) {
    scores = plan.tasks.map { $0.schema.index(of: $0.score) }
    limit = plan.rules.threshold("z", of: Self.definition)
    members = Int(plan.rules.threshold("members", of: Self.definition))
  }

  /// Runs that are compared with each other.
  private struct Key: Hashable {
    let task: Int
    let space: Int
    let budget: Int
  }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    var groups: [Key: [ScoredRun]] = [:]
    var scoreless = 0
    let runs = collection.runs
    for place in collection.kept {
      let task = runs[place].task
      guard let column = scores[task], runs[place].curve.epochs > 0 else {
        scoreless += 1
        continue
      }
      let score = runs[place].curve[column, runs[place].curve.epochs - 1]
      guard score.isFinite else {
        scoreless += 1
        continue
      }
      groups[Key(task: task, space: runs[place].space, budget: runs[place].budget), default: []].append(
        ScoredRun(
          run: Int32(place), network: collection.network(of: place), architecture: collection.architectures[place],
          seed: runs[place].seed, score: score))
    }
    report.notApplicable("the run has no score at its last epoch", scoreless)
    let ordered = groups.sorted { first, second in
      (first.key.task, first.key.space, first.key.budget) < (second.key.task, second.key.space, second.key.budget)
    }
    let neighbours = NeighbourTable(collection)
    let results = Mutex<[ScoreGroup.Result?]>(Array(repeating: nil, count: ordered.count))
    DispatchQueue.concurrentPerform(iterations: ordered.count) { index in
      let result = ScoreGroup(ordered[index].value, limit: limit, members: members).result(neighbours)
      results.withLock { $0[index] = result }
    }
    for (result, group) in zip(results.withLock { $0 }, ordered) {
      guard let result else { continue }
      report.ran(result.judged)
      report.notApplicable("too few runs of its class and of cells one edit away", result.unjudged)
      for outlier in result.outliers.sorted(by: { $0.run < $1.run }) {
        let task = collection.plan.tasks[group.key.task]
        report.found(
          of: Int(outlier.run),
          "\(task.score) is \(outlier.score), \(Self.rounded(outlier.z)) robust deviations from \(outlier.median), the median of "
            + "\(outlier.others) \(outlier.isClass ? "results of its class" : "cells one edit away")",
          expected: "about \(outlier.median)",
          hint: "look at the run: another network or configuration may stand under this encoding; else keep it")
      }
    }
  }

  private static func rounded(_ value: Double) -> String {
    value < 1e6 ? "\((value * 10).rounded() / 10)" : "a million"
  }
}

/// The score of a run at its last epoch.
struct ScoredRun: Sendable {
  let run: Int32
  let network: Int32
  let architecture: Int32
  let seed: Int?
  let score: Double
}
