import Core

/// Elapsed time never decreases, and the times of the epochs are not all one constant.
struct TimeRule: RunRule {
  static let definition = RuleDefinition(
    "TIME-01", .error, "elapsed time never decreases",
    thresholds: [
      RuleThreshold(
        "epochs", 5, "epochs", minimum: 2,
        "epochs of exactly the same time that are taken as synthetic"),
      RuleThreshold(
        "seconds", 60, "seconds",
        "time of all epochs above which equal times are taken as synthetic"),
    ],
    RuleDocumentation(
      checks: """
        Elapsed time never decreases from one epoch to the next, and does not stand still where epochs take \
        seconds; and training and evaluation did not take exactly the same time, or none, in all epochs of a run. \
        No part of a run took longer than the whole. Cannot run where there is no column of times in seconds.
        """,
      earnedFrom: """
        Decreasing elapsed time in a surrogate of Syne Tune, which stops its schedulers; and NATS-Bench, which \
        replaces the time of each epoch by one constant, scaled from one seed of one data set, so that users ask \
        why all times are equal.
        """,
      clean: """
        61.2 s, 121.9 s, 183.0 s
        """,
      failing: """
        61.2 s, 121.9 s, 3.0 s; or 61.2 s for each of 200 epochs ('synthetic'), or 0 s; or 121.9 s after each of 25 \
        epochs; or 90 s in all for a training of 121.9 s.
        """,
      severities: """
        A warning where times are equal, zero or stand still, or the whole is less than a part: such runs are sound \
        but for their times.
        """
    ))

  /// The columns of times, by task.
  private let columns: [TimeColumns]
  private let syntheticSeconds: Double
  private let syntheticEpochs: Int

  init(_ plan: BuildPlan) {
    columns = plan.tasks.map { TimeColumns($0.schema) }
    syntheticSeconds = plan.rules.threshold("seconds", of: Self.definition)
    syntheticEpochs = Int(plan.rules.threshold("epochs", of: Self.definition))
  }

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let curve = subject.run.curve, let task = subject.task else {
      return report.notApplicable("the record could not be read, or its task is unknown")
    }
    let columns = columns[task]
    guard columns.elapsed != nil || !columns.epochTimes.isEmpty else {
      return report.notApplicable("there is no column of times")
    }
    report.ran()
    if let index = columns.elapsed { checkElapsed(index, curve, subject, &report) }
    let training = columns.perEpoch
    let constants = columns.epochTimes.compactMap { constant($0, curve) }
    if let idle = constants.first(where: { $0.seconds == 0 }) {
      reportIdle(idle, alsoIn: constants.count { $0.seconds == 0 } - 1, subject, &report)
    }
    guard columns.elapsed == nil,
      let constant = constants.first(where: { $0.seconds > 0 && $0.seconds * Double($0.epochs) > syntheticSeconds })
    else { return }
    reportSynthetic(
      constant.epochs, constant.seconds, &report,
      what: constant.column == training ? "" : " of '\(Self.name(of: metric(constant.column, subject)))'")
  }

  /// A column with the same number in each epoch that has one.
  private struct Constant {
    let column: Int
    let seconds: Double
    let epochs: Int
  }

  /// Nil where the numbers differ, or are too few to tell.
  private func constant(_ column: Int, _ curve: Curve) -> Constant? {
    var seconds: Double?
    var epochs = 0
    for epoch in 0..<curve.epochs where !Curve.isAbsent(curve[column, epoch]) {
      guard curve[column, epoch] == seconds ?? curve[column, epoch] else { return nil }
      seconds = curve[column, epoch]
      epochs += 1
    }
    guard epochs >= syntheticEpochs else { return nil }
    return seconds.map { Constant(column: column, seconds: $0, epochs: epochs) }
  }

  private func checkElapsed(_ index: Int, _ curve: Curve, _ subject: Subject, _ report: inout RuleReport) {
    var isConstant = curve.epochs >= syntheticEpochs && curve.epochs > 0 && curve[index, 0] > 0
    var before = Curve.absent
    var standing: Int?
    var stops = 0
    for epoch in 0..<curve.epochs {
      let after = curve[index, epoch]
      if after < before {
        let number = subject.epochs[epoch]
        report.found(
          at: place(index, number, subject), "elapsed time decreases from \(before) s to \(after) s at epoch \(number)",
          expected: "at least \(before) s", hint: "the record mixes two runs, or hours wrapped at 24: restore it")
        return
      }
      if after == before {
        if standing == nil { standing = epoch }
        stops += 1
      }
      // Sums of one constant differ from its multiples in their last bits.
      if isConstant, epoch > 0, abs(after - before - curve[index, 0]) > after * 1e-12 { isConstant = false }
      // An epoch that was not timed tells nothing of those around it.
      if after.isFinite { before = after }
    }
    if before == 0, curve.epochs >= syntheticEpochs {
      return reportIdle(Constant(column: index, seconds: 0, epochs: curve.epochs), alsoIn: 0, subject, &report)
    }
    guard before > syntheticSeconds else { return }
    if isConstant { return reportSynthetic(curve.epochs, curve[index, 0], &report) }
    // Clocks of whole seconds may stand still over an epoch of less.
    guard let standing, before >= Self.leastSeconds * Double(curve.epochs) || stops == curve.epochs - 1 else { return }
    let number = subject.epochs[standing]
    report.found(
      at: place(index, number, subject), atMost: .warning,
      "elapsed time stands still at \(curve[index, standing]) s at \(stops) of \(curve.epochs) epochs, first at epoch "
        + "\(number)", expected: "more seconds after each epoch",
      hint: "restore the times that were measured, or leave them out: values were repeated or epochs moved")
  }

  /// Mean seconds of an epoch from which on one of none is told.
  private static let leastSeconds = 5.0

  private func place(_ index: Int, _ epoch: Int, _ subject: Subject) -> Place {
    subject.place(of: metric(index, subject), epoch: epoch)
  }

  private func metric(_ column: Int, _ subject: Subject) -> MetricDefinition {
    subject.plan.tasks[subject.task ?? 0].schema.metrics[column]
  }

  /// As the source calls it.
  private static func name(of metric: MetricDefinition) -> String { metric.rawName ?? metric.name.rawValue }

  private func reportIdle(_ idle: Constant, alsoIn others: Int, _ subject: Subject, _ report: inout RuleReport) {
    let metric = metric(idle.column, subject)
    let more = others > 0 ? ", as in \(others) more \(others == 1 ? "column" : "columns") of times" : ""
    report.found(
      at: subject.place(of: metric, epoch: nil), atMost: .warning,
      "'\(Self.name(of: metric))' is 0 s in each of \(idle.epochs) epochs\(more)",
      expected: "the seconds that were measured",
      hint: "restore the times that were measured, or leave them out: zero is not 'unknown'")
  }

  private func reportSynthetic(_ epochs: Int, _ seconds: Double, _ report: inout RuleReport, what: String = "") {
    report.found(
      atMost: .warning, "synthetic: each of \(epochs) epochs\(what) took exactly \(seconds) s",
      expected: "times that vary", hint: "say in the data card that the times are estimates, not measurements")
  }
}
