import Core

/// Elapsed time never decreases, and the times of the epochs are not all one constant.
///
/// Earned from a surrogate with decreasing elapsed time, and from a published benchmark that replaces each epoch's
/// time by one constant.
struct TimeRule: RunRule {
  let definition = RuleDefinition("TIME-01", .error, "elapsed time never decreases")
  /// Seconds in all above which equal epochs are taken as synthetic.
  static let syntheticSeconds = 60.0

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let curve = subject.run.curve, let schema = subject.taskPlan?.schema,
      let index = schema.metrics.firstIndex(where: { $0.split == nil && $0.unit == .seconds })
    else {
      return report.notApplicable(definition, "there is no column of elapsed time")
    }
    report.ran(definition)
    let times = Array(curve.column(index))
    let epochs = subject.run.epochs.sorted()
    for (epoch, pair) in zip(times, times.dropFirst()).enumerated() where pair.1 < pair.0 {
      var place = subject.place
      let key = schema.metrics[index].rawName ?? ""
      place.pointer = place.pointer.map { "\($0)/metrics/epoch_\(epochs[epoch + 1])/\(key)" }
      report.found(
        definition, at: place,
        "elapsed time decreases from \(pair.0) s to \(pair.1) s at epoch \(epochs[epoch + 1])",
        expected: "at least \(pair.0) s", hint: "the record mixes two runs, or hours wrapped at 24: restore it")
      return
    }
    guard times.count >= 5, let last = times.last, last > Self.syntheticSeconds, times[0] > 0 else { return }
    let steps = zip(times, [0] + times).map { $0 - $1 }
    guard steps.allSatisfy({ $0 == steps[0] }) else { return }
    report.found(
      definition, severity: .warning, "synthetic: each of \(steps.count) epochs took exactly \(steps[0]) s",
      expected: "times that vary", hint: "say in the data card that the times are estimates, not measurements")
  }
}
