import Core

/// Validation is not test: their metrics do not coincide over the whole curve.
struct SplitRule: RunRule {
  static let definition = RuleDefinition(
    "SPLIT-01", .error, "validation and test are not the same numbers",
    thresholds: [
      RuleThreshold(
        "distinct", 5, "values", minimum: 1,
        "distinct values that a curve must have for their equality to mean something")
    ],
    RuleDocumentation(
      checks: """
        Each metric that is measured on validation and on test differs between them at one epoch at least. Cannot \
        run where no metric is measured on both.
        """,
      earnedFrom: """
        NNI's conversion of NAS-Bench-201, in which the validation accuracy of a data set is its test accuracy; \
        users of NATS-Bench ask the same of its interface.
        """,
      clean: """
        valid_top1 41.6, 44.0 beside test_top1 40.9, 43.8.
        """,
      failing: """
        valid_top1 and test_top1 both 41.6, 44.0, 45.1, 46.2, 46.9, and so with all metrics, or with this one alone.
        """
    ))

  /// The columns of the same quantity on validation and on test, by task.
  private let pairs: [[(valid: Int, test: Int)]]
  private let distinct: Int

  init(_ plan: BuildPlan) {
    pairs = plan.tasks.map { task in
      task.schema.metrics.indices.compactMap { index in
        let metric = task.schema.metrics[index]
        guard metric.split == .valid, metric.unit != .seconds, metric.formula == nil else { return nil }
        return task.schema.counterpart(of: metric.name, on: .test).map { (index, $0) }
      }
    }
    distinct = Int(plan.rules.threshold("distinct", of: Self.definition))
  }

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let curve = subject.run.curve, let task = subject.task else {
      return report.notApplicable("the record could not be read, or its task is unknown")
    }
    guard !pairs[task].isEmpty else {
      return report.notApplicable("no metric of the task is measured on validation and on test")
    }
    report.ran()
    guard pairs[task].contains(where: { areEqual($0, curve) }) else { return }
    let measured = pairs[task].filter { !isAbsent($0, curve) }
    let equal = measured.filter { areEqual($0, curve) }
    guard !equal.isEmpty else { return }
    let isAll = equal.count == measured.count
    // Metrics that are equal together have their values in common; one alone needs enough of its own.
    let telling =
      isAll ? (hasDistinctValues(equal, curve) ? equal : []) : equal.filter { hasDistinctValues([$0], curve) }
    guard let first = telling.first else { return }
    let schema = subject.plan.tasks[task].schema
    report.found(
      at: isAll ? nil : subject.place(of: schema.metrics[first.valid], epoch: nil),
      "validation equals test in \(isAll ? "every metric" : "\(telling.count) of \(measured.count) metrics") over "
        + "\(curve.epochs) epochs (" + telling.map { "\(schema.metrics[$0.valid].name)" }.joined(separator: ", ") + ")",
      expected: "two different parts of the data",
      hint: "find out which of the two was evaluated, and leave the other out")
  }

  private func isAbsent(_ pair: (valid: Int, test: Int), _ curve: Curve) -> Bool {
    curve.column(pair.valid).allSatisfy(Curve.isAbsent) && curve.column(pair.test).allSatisfy(Curve.isAbsent)
  }

  private func areEqual(_ pair: (valid: Int, test: Int), _ curve: Curve) -> Bool {
    for epoch in 0..<curve.epochs where curve[pair.valid, epoch].bitPattern != curve[pair.test, epoch].bitPattern {
      return false
    }
    return true
  }

  private func hasDistinctValues(_ pairs: [(valid: Int, test: Int)], _ curve: Curve) -> Bool {
    var values: Set<UInt64> = []
    for pair in pairs {
      for value in curve.column(pair.valid) where value.isFinite { values.insert(value.bitPattern) }
    }
    return values.count >= distinct
  }
}
