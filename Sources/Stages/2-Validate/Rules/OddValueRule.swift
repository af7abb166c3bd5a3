import Core

/// No value is NaN or infinite, the score does not collapse to where it began, and none repeats over many evaluations.
///
/// Such runs are genuine: they are released, with a warning.
struct OddValueRule: RunRule {
  static let definition = RuleDefinition(
    "CURVE-03", .warning, "curves hold finite values that neither collapse nor go stale",
    thresholds: [
      RuleThreshold(
        "repeats", 5, "evaluations", minimum: 2,
        "equal values in a row that make a curve stale"),
      RuleThreshold(
        "rise", 2, "times", minimum: 1,
        "how far above its first value a score must have been for its fall to be a collapse"),
    ],
    RuleDocumentation(
      checks: """
        No measured value is NaN or infinite; no metric repeats one value bit for bit over many evaluations \
        ('stale'); no score in percent falls to its first value or below for good, after it was well above \
        ('diverged').
        """,
      earnedFrom: """
        Runs of NAS-Bench-101 that diverge and end near chance: they are genuine results, and spoil averages of \
        those who do not know. Trackers that carry a value forward where nothing was evaluated.
        """,
      clean: """
        10.2, 31.0, 40.6, 44.9
        """,
      failing: """
        10.2, 31.0, 9.8, 9.7 ('diverged'), or 41.6 five times in a row ('stale').
        """
    ))

  /// The columns with a direction that no formula derives, by task.
  private let columns: [[Int]]
  /// The column of the score where it is a percentage of which more is better, by task.
  private let scores: [Int?]
  private let staleEvaluations: Int
  private let rise: Double

  init(_ plan: BuildPlan) {
    columns = plan.tasks.map { task in
      task.schema.metrics.indices.filter {
        task.schema.metrics[$0].formula == nil && task.schema.metrics[$0].direction != .none
      }
    }
    scores = plan.tasks.map { task in
      task.schema.index(of: task.score).flatMap { index in
        let metric = task.schema.metrics[index]
        return metric.direction == .higher && metric.unit == .percent ? index : nil
      }
    }
    staleEvaluations = Int(plan.rules.threshold("repeats", of: Self.definition))
    rise = plan.rules.threshold("rise", of: Self.definition)
  }

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let curve = subject.run.curve, let task = subject.task else {
      return report.notApplicable("the record could not be read, or its task is unknown")
    }
    report.ran()
    var hasOdd = false
    var hasStale = false
    for index in columns[task] {
      let shape = shape(of: index, curve)
      hasOdd = hasOdd || shape.odd > 0
      hasStale = hasStale || shape.longest >= staleEvaluations
    }
    if hasOdd || hasStale { explain(columns[task], curve, subject, &report) }
    if let score = scores[task], let epoch = collapse(score, curve) {
      let name = subject.plan.tasks[task].score
      report.found(
        "diverged: \(name) collapses at epoch \(epoch) to its first value or below and stays there",
        expected: "a score that does not collapse", hint: "keep the run as it is, or train it again with another seed")
    }
  }

  private func explain(_ columns: [Int], _ curve: Curve, _ subject: Subject, _ report: inout RuleReport) {
    guard let schema = subject.taskPlan?.schema else { return }
    var odd: [String] = []
    var stale: [String] = []
    for index in columns {
      let shape = shape(of: index, curve)
      let name = schema.metrics[index].rawName ?? schema.metrics[index].name.rawValue
      if shape.odd > 0 { odd.append("\(name) (\(shape.odd) of \(curve.epochs))") }
      if shape.longest >= staleEvaluations { stale.append(name) }
    }
    if !odd.isEmpty {
      report.found(
        "NaN or infinite values in \(odd.joined(separator: ", "))", expected: "finite values",
        hint: "the run diverged: keep it as it is, and leave it out of averages")
    }
    if !stale.isEmpty {
      report.found(
        "stale: \(stale.joined(separator: ", ")) repeat exactly over \(staleEvaluations) or more evaluations",
        expected: "values that change", hint: "check that the metric was evaluated at each epoch, not carried forward")
    }
  }

  /// The values of a column that are no finite number, and the length of the longest run of bit-identical finite ones.
  private func shape(of index: Int, _ curve: Curve) -> (odd: Int, longest: Int) {
    var odd = 0
    var longest = 0
    var current = 0
    var last = Curve.absent.bitPattern
    for epoch in 0..<curve.epochs {
      let value = curve[index, epoch]
      if !value.isFinite {
        if !Curve.isAbsent(value) { odd += 1 }
        current = 0
      } else {
        current = value.bitPattern == last ? current + 1 : 1
        if current > longest { longest = current }
      }
      last = value.bitPattern
    }
    return (odd, longest)
  }

  /// The epoch from which on the score stays at or below its first value, after it had risen well above it.
  private func collapse(_ index: Int, _ curve: Curve) -> Int? {
    guard curve.epochs > 0 else { return nil }
    let first = curve[index, 0]
    guard first.isFinite else { return nil }
    var best = first
    var fallen: Int?
    for epoch in 0..<curve.epochs {
      let value = curve[index, epoch]
      if value <= first, best >= rise * first, best - first >= 1 {
        if fallen == nil { fallen = epoch }
      } else {
        fallen = nil
      }
      if value > best { best = value }
    }
    return fallen
  }
}
