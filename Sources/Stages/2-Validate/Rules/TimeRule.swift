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
        seconds; and the epochs of a run did not all take exactly the same time. Cannot run where there is no \
        column of times in seconds.
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
        61.2 s, 121.9 s, 3.0 s; or 61.2 s for each of 200 epochs ('synthetic'); or 121.9 s after each of 25 epochs.
        """,
      severities: """
        A warning where times are equal or stand still: such runs are sound but for their times.
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
    if let index = columns[task].elapsed {
      report.ran()
      checkElapsed(index, curve, subject, &report)
    } else if let index = columns[task].perEpoch {
      report.ran()
      checkEpochs(index, curve, subject, &report)
    } else {
      report.notApplicable("there is no column of times")
    }
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
    subject.place(of: subject.plan.tasks[subject.task ?? 0].schema.metrics[index], epoch: epoch)
  }

  private func checkEpochs(_ index: Int, _ curve: Curve, _ subject: Subject, _ report: inout RuleReport) {
    guard curve.epochs >= syntheticEpochs, curve.epochs > 0 else { return }
    let first = curve[index, 0]
    guard first > 0, first * Double(curve.epochs) > syntheticSeconds else { return }
    for epoch in 1..<curve.epochs where curve[index, epoch] != first { return }
    reportSynthetic(curve.epochs, first, &report)
  }

  private func reportSynthetic(_ epochs: Int, _ seconds: Double, _ report: inout RuleReport) {
    report.found(
      atMost: .warning, "synthetic: each of \(epochs) epochs took exactly \(seconds) s",
      expected: "times that vary", hint: "say in the data card that the times are estimates, not measurements")
  }
}
