import Core

/// Times per epoch are in the unit in which the others of their task are.
struct TimeUnitRule: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = RuleDefinition(
    "TIME-02", .warning, "times per epoch are in the unit of their task",
    thresholds: [
      RuleThreshold(
        "near", 2, "times", minimum: 1,
        "how far from exactly 60, 1,000 or 3,600 a ratio may be"),
      RuleThreshold(
        "runs", 5, "runs", minimum: 2,
        "runs with times that a task must have"),
    ],
    RuleDocumentation(
      checks: """
        The mean time of an epoch is not about 60, 1,000 or 3,600 times longer or shorter than the median of its \
        space and task. Cannot run where there are no times, or few runs.
        """,
      earnedFrom: """
        NNI's conversion of NAS-Bench-101, which multiplies the final training time by 60 and leaves those of \
        the epochs before.
        """,
      clean: """
        58 s where the median is 61 s.
        """,
      failing: """
        3,660 s where the median is 61 s.
        """
    ))

  private static let factors: [(factor: Double, unit: String)] = [
    (60, "minutes for seconds"), (1000, "milliseconds for seconds"), (3600, "hours for seconds"),
  ]
  private let columns: [TimeColumns]
  private let near: Double
  private let runs: Int

  init(_ plan: BuildPlan) {
    columns = plan.tasks.map { TimeColumns($0.schema) }
    near = plan.rules.threshold("near", of: Self.definition)
    runs = Int(plan.rules.threshold("runs", of: Self.definition))
  }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    let spaces = collection.plan.spaces.count
    var times = [[(seconds: Double, run: Int)]](repeating: [], count: spaces * columns.count)
    var timeless = 0
    let all = collection.runs
    for place in all.indices {
      guard let seconds = columns[all[place].task].secondsPerEpoch(of: all[place].curve), seconds > 0 else {
        timeless += 1
        continue
      }
      times[all[place].task * spaces + all[place].space].append((seconds, place))
    }
    report.notApplicable("the run has no times", timeless)
    for group in times where !group.isEmpty {
      guard group.count(where: { collection.kept.contains($0.run) }) >= runs else {
        report.notApplicable("a task has fewer than \(runs) runs with times", group.count)
        continue
      }
      report.ran(group.count)
      judge(group, collection, &report)
    }
  }

  private func judge(
    _ group: [(seconds: Double, run: Int)], _ collection: RunCollection, _ report: inout CollectionReport
  ) {
    let median = RobustScale.median(group.filter { collection.kept.contains($0.run) }.map(\.seconds))
    for (seconds, place) in group {
      let ratio = max(seconds / median, median / seconds)
      guard ratio >= Self.factors[0].factor / near else { continue }
      let factor = Self.factors.filter { ratio >= $0.factor / near && ratio <= $0.factor * near }.min {
        max($0.factor / ratio, ratio / $0.factor) < max($1.factor / ratio, ratio / $1.factor)
      }
      guard let factor else { continue }
      report.found(
        of: place,
        "\(seconds) s per epoch, about \(Int(factor.factor)) times \(seconds > median ? "more" : "less") than the median of "
          + "\(collection.plan.tasks[collection.runs[place].task].name), \(median) s",
        expected: "between \(median * near / 60) s and \(median * 60 / near) s",
        hint: "check the unit: \(factor.unit), or the other way round")
    }
  }
}
