import Core

/// Every metric of the task is there at every epoch and lies in its range.
///
/// Earned from a wrapper that reported a negative 'accuracy' for room_layout. Values that are no finite numbers are the
/// business of CURVE-03.
struct MetricRule: RunRule {
  let definition = RuleDefinition("CURVE-02", .error, "every metric is present at every epoch and within its range")

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let curve = subject.run.curve, let schema = subject.taskPlan?.schema else {
      return report.notApplicable(definition, "the record could not be read, or its task is unknown")
    }
    report.ran(definition)
    let epochs = subject.run.epochs.sorted()
    for (index, metric) in schema.metrics.enumerated() where metric.formula == nil {
      check(curve.column(index), of: metric, epochs, &report)
    }
    for (index, metric) in schema.metrics.enumerated() where metric.name.rawValue.hasSuffix("_top1") {
      let wider = MetricName(String(metric.name.rawValue.dropLast()) + "5")
      guard let other = schema.index(of: wider) else { continue }
      for epoch in 0..<curve.epochs where curve[index, epoch] > curve[other, epoch] {
        report.found(
          definition, at: place(metric, epochs[epoch], report.subject),
          "\(metric.name) \(curve[index, epoch]) exceeds \(wider) \(curve[other, epoch]) at epoch \(epochs[epoch])",
          expected: "\(metric.name) <= \(wider)", hint: "the two columns may be exchanged: restore the record")
        break
      }
    }
  }

  private func check(
    _ column: ArraySlice<Double>, of metric: MetricDefinition, _ epochs: [Int], _ report: inout RuleReport
  ) {
    var absent = 0
    var firstAbsent = 0
    var outside: Int?
    for (epoch, value) in column.enumerated() {
      if Curve.isAbsent(value) {
        if absent == 0 { firstAbsent = epoch }
        absent += 1
      } else if value.isFinite, outside == nil,
        (metric.lower.map { value < $0 } ?? false) || (metric.upper.map { value > $0 } ?? false)
      {
        outside = epoch
      }
    }
    if absent > 0, !metric.isSparse {
      report.found(
        definition, at: place(metric, epochs[firstAbsent], report.subject),
        "'\(metric.rawName ?? metric.name.rawValue)' is missing at \(absent) of \(column.count) epochs, first at epoch "
          + "\(epochs[firstAbsent])", expected: "a number at every epoch",
        hint: "restore the complete record, or train the run again")
    }
    if let outside {
      let value = column[column.startIndex + outside]
      report.found(
        definition, at: place(metric, epochs[outside], report.subject),
        "'\(metric.rawName ?? metric.name.rawValue)' is \(value) at epoch \(epochs[outside])",
        expected: Self.range(of: metric),
        hint: "check unit and column: a loss, a fraction or a percentage was exchanged")
    }
  }

  private static func range(of metric: MetricDefinition) -> String {
    switch (metric.lower, metric.upper) {
    case (let lower?, let upper?): "a value from \(lower) to \(upper)"
    case (let lower?, nil): "a value of at least \(lower)"
    case (nil, let upper?): "a value of at most \(upper)"
    case (nil, nil): "any value"
    }
  }

  private func place(_ metric: MetricDefinition, _ epoch: Int, _ subject: Subject) -> Place {
    var place = subject.place
    place.pointer = place.pointer.map { "\($0)/metrics/epoch_\(epoch)/\(metric.rawName ?? metric.name.rawValue)" }
    return place
  }
}
