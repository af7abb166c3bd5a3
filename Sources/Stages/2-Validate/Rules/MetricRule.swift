import Core

/// Every metric of the task is there at every epoch and lies in its range.
struct MetricRule: RunRule {
  static let definition = RuleDefinition(
    "CURVE-02", .error, "every metric is present at every epoch and within its range",
    RuleDocumentation(
      checks: """
        Each metric of the task is there at each epoch, but for those that the layout declares sparse, and lies \
        in its range: 0 <= top1 <= top5 <= 100, accuracies and mIoU from 0 to 100, ssim at most 1, losses at \
        least 0. Percentages are no fractions: none stays below 1 while a hundred times its values are what the other \
        runs of its task have. NaN and infinities are the business of CURVE-03.
        """,
      earnedFrom: """
        A wrapper around TransNAS-Bench-101 that reported a negative 'accuracy' for room_layout, which was the \
        negative of a loss.
        """,
      clean: """
        valid_top1 41.6 and valid_top5 70.2 at each epoch.
        """,
      failing: """
        valid_top1 141.6, or no valid_top5 at epoch 7; or 0.416 where the others have about 40.
        """
    ))

  /// By task.
  private let tasks: [[Column]]
  /// By task: the numbers of a run as a whole.
  private let values: [[MetricDefinition]]

  init(_ plan: BuildPlan) {
    values = plan.tasks.map(\.schema.values)
    tasks = plan.tasks.map { task in
      task.schema.metrics.indices.filter { task.schema.metrics[$0].formula == nil }.map { Column(task.schema, $0) }
    }
  }

  /// What a column of a task must obey.
  private struct Column: Sendable {
    let index: Int
    let isSparse: Bool
    let lower: Double
    let upper: Double
    /// The top-5 accuracy of a top-1 accuracy.
    let wider: Int?

    init(_ schema: TaskSchema, _ index: Int) {
      let metric = schema.metrics[index]
      self.index = index
      isSparse = metric.isSparse
      lower = metric.lower ?? -.infinity
      upper = metric.upper ?? .infinity
      let name = metric.name.rawValue
      let stem = ["_top1", "_accuracy"].first { name.hasSuffix($0) }.map { name.dropLast($0.count) }
      wider = stem.flatMap { schema.index(of: MetricName("\($0)_top5")) }
    }
  }

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let curve = subject.run.curve, let task = subject.task else {
      return report.notApplicable("the record could not be read, or its task is unknown")
    }
    report.ran()
    for column in tasks[task] { check(column, curve, subject, &report) }
    checkValues(of: subject, task, &report)
    for column in tasks[task] {
      guard let wider = column.wider else { continue }
      compare(column.index, wider, curve, subject, &report)
    }
  }

  /// The ranges of the numbers of the run as a whole.
  private func checkValues(of subject: Subject, _ task: Int, _ report: inout RuleReport) {
    let definitions = values[task]
    guard subject.run.values.count == definitions.count else { return }
    for (value, definition) in zip(subject.run.values, definitions) where value.isFinite {
      let (lower, upper) = (definition.lower ?? -.infinity, definition.upper ?? .infinity)
      if value >= lower && value <= upper { continue }
      report.found(
        "'\(definition.rawName ?? definition.name.rawValue)' is \(value)",
        expected: upper == .infinity ? "at least \(lower)" : "from \(lower) to \(upper)",
        hint: "restore the record as its writer made it")
    }
  }

  private func check(_ column: Column, _ curve: Curve, _ subject: Subject, _ report: inout RuleReport) {
    var absent = 0
    var firstAbsent = 0
    var outside: Int?
    for epoch in 0..<curve.epochs {
      let value = curve[column.index, epoch]
      // One comparison passes what is there and in its range.
      if value >= column.lower && value <= column.upper { continue }
      if Curve.isAbsent(value) {
        if absent == 0 { firstAbsent = epoch }
        absent += 1
      } else if value.isFinite, outside == nil {
        outside = epoch
      }
    }
    if absent > 0, !column.isSparse { reportAbsent(column, absent, firstAbsent, curve, subject, &report) }
    if let outside { reportOutside(column, outside, curve, subject, &report) }
  }

  private func compare(
    _ column: Int, _ wider: Int, _ curve: Curve, _ subject: Subject, _ report: inout RuleReport
  ) {
    for epoch in 0..<curve.epochs where curve[column, epoch] > curve[wider, epoch] {
      guard let schema = subject.taskPlan?.schema else { return }
      let metric = schema.metrics[column]
      let number = subject.epochs[epoch]
      report.found(
        at: subject.place(of: metric, epoch: number),
        "\(metric.name) \(curve[column, epoch]) exceeds \(schema.metrics[wider].name) \(curve[wider, epoch]) at epoch "
          + "\(number)", expected: "\(metric.name) <= \(schema.metrics[wider].name)",
        hint: "the two columns may be exchanged: restore the record")
      return
    }
  }

  private func reportAbsent(
    _ column: Column, _ count: Int, _ first: Int, _ curve: Curve, _ subject: Subject, _ report: inout RuleReport
  ) {
    guard let metric = subject.taskPlan?.schema.metrics[column.index] else { return }
    let number = subject.epochs[first]
    report.found(
      at: subject.place(of: metric, epoch: number),
      "'\(metric.rawName ?? metric.name.rawValue)' is missing at \(count) of \(curve.epochs) epochs, first at epoch "
        + "\(number)", expected: "a number at every epoch",
      hint: "restore the complete record, or train the run again")
  }

  private func reportOutside(
    _ column: Column, _ epoch: Int, _ curve: Curve, _ subject: Subject, _ report: inout RuleReport
  ) {
    guard let metric = subject.taskPlan?.schema.metrics[column.index] else { return }
    let number = subject.epochs[epoch]
    report.found(
      at: subject.place(of: metric, epoch: number),
      "'\(metric.rawName ?? metric.name.rawValue)' is \(curve[column.index, epoch]) at epoch \(number)",
      expected: Self.range(of: metric), hint: "check unit and column: a loss, a fraction or a percentage was exchanged")
  }

  private static func range(of metric: MetricDefinition) -> String {
    switch (metric.lower, metric.upper) {
    case (let lower?, let upper?): "a value from \(lower) to \(upper)"
    case (let lower?, nil): "a value of at least \(lower)"
    case (nil, let upper?): "a value of at most \(upper)"
    case (nil, nil): "any value"
    }
  }
}
