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
      RuleThreshold(
        "left", 0.05, "of the rise", minimum: 0,
        "share of its rise that a collapsed score may have left"),
    ],
    RuleDocumentation(
      checks: """
        No measured value is NaN or infinite; no metric repeats one value bit for bit over many evaluations \
        ('stale'); no score of which more is better, in percent or as a fraction, falls back for good to where \
        it began, after it was well above ('diverged'). It began at the value before the first step, where the \
        source has one, else at the first value of its curve.
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
  /// The score where it is a share of which more is better, by task.
  private let scores: [Score?]
  private let staleEvaluations: Int
  private let rise: Double
  private let left: Double

  private struct Score {
    let column: Int
    /// The place of its value before the first step among the values of the run as a whole.
    let initial: Int?
    /// The whole: no true value is above it.
    let whole: Double
  }

  init(_ plan: BuildPlan) {
    columns = plan.tasks.map { task in
      task.schema.metrics.indices.filter {
        task.schema.metrics[$0].formula == nil && task.schema.metrics[$0].direction != .none
      }
    }
    scores = plan.tasks.map { task in
      task.schema.index(of: task.score).flatMap { index in
        let metric = task.schema.metrics[index]
        guard metric.direction == .higher, metric.unit == .percent || metric.unit == .fraction else { return nil }
        return Score(
          column: index,
          initial: task.schema.values.firstIndex {
            $0.name.rawValue == "initial_\(metric.name.rawValue)" && $0.unit == metric.unit
          }, whole: metric.unit == .percent ? 100 : 1)
      }
    }
    staleEvaluations = Int(plan.rules.threshold("repeats", of: Self.definition))
    rise = plan.rules.threshold("rise", of: Self.definition)
    left = plan.rules.threshold("left", of: Self.definition)
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
    if let score = scores[task], let epoch = collapse(score, curve, subject.run.values) {
      let task = subject.plan.tasks[task]
      let number = subject.epochs[epoch]
      report.found(
        at: subject.place(of: task.schema.metrics[score.column], epoch: number),
        "diverged: \(task.score) collapses at epoch \(number) to where it began and stays there",
        expected: "a score that does not collapse", hint: "keep the run as it is, or train it again with another seed")
    }
  }

  private func explain(_ columns: [Int], _ curve: Curve, _ subject: Subject, _ report: inout RuleReport) {
    guard let schema = subject.taskPlan?.schema else { return }
    var odd: [String] = []
    var stale: [String] = []
    var firstOdd = First()
    var firstStale = First()
    for index in columns {
      let shape = shape(of: index, curve)
      let name = schema.metrics[index].rawName ?? schema.metrics[index].name.rawValue
      if shape.odd > 0 {
        odd.append("\(name) (\(shape.odd) of \(curve.epochs))")
        firstOdd.note(index, shape.firstOdd)
      }
      if shape.longest >= staleEvaluations {
        stale.append(name)
        firstStale.note(index, shape.staleFrom)
      }
    }
    if !odd.isEmpty {
      let epoch = subject.epochs[firstOdd.epoch]
      report.found(
        at: subject.place(of: schema.metrics[firstOdd.column], epoch: epoch),
        "NaN or infinite values in \(odd.joined(separator: ", ")), first at epoch \(epoch)", expected: "finite values",
        hint: "the run diverged: keep it as it is, and leave it out of averages")
    }
    if !stale.isEmpty {
      let epoch = subject.epochs[firstStale.epoch]
      report.found(
        at: subject.place(of: schema.metrics[firstStale.column], epoch: epoch),
        "stale: \(stale.joined(separator: ", ")) repeat exactly over \(staleEvaluations) or more evaluations, "
          + "first from epoch \(epoch) on",
        expected: "values that change", hint: "check that the metric was evaluated at each epoch, not carried forward")
    }
  }

  /// The earliest of several places of a curve; of one epoch, that of the first column.
  private struct First {
    private(set) var column = 0
    private(set) var epoch = Int.max

    mutating func note(_ column: Int, _ epoch: Int) {
      if epoch < self.epoch { (self.column, self.epoch) = (column, epoch) }
    }
  }

  /// What is odd about a column.
  private struct Shape {
    /// Values that are no finite number.
    var odd = 0
    /// The place of the first of them.
    var firstOdd = 0
    /// The length of the longest sequence of bit-identical finite values.
    var longest = 0
    /// Where that begins.
    var staleFrom = 0
  }

  private func shape(of index: Int, _ curve: Curve) -> Shape {
    var shape = Shape()
    var current = 0
    var last = Curve.absent.bitPattern
    for epoch in 0..<curve.epochs {
      let value = curve[index, epoch]
      if !value.isFinite {
        if !Curve.isAbsent(value) {
          if shape.odd == 0 { shape.firstOdd = epoch }
          shape.odd += 1
        }
        current = 0
      } else {
        current = value.bitPattern == last ? current + 1 : 1
        if current > shape.longest {
          shape.longest = current
          shape.staleFrom = epoch + 1 - current
        }
      }
      last = value.bitPattern
    }
    return shape
  }

  /// The place of the epoch from which on the score stays where it began, after it had risen well above that.
  private func collapse(_ score: Score, _ curve: Curve, _ values: [Double]) -> Int? {
    var first = score.initial.flatMap { values.indices.contains($0) ? values[$0] : nil } ?? Curve.absent
    var best = first
    var fallen: Int?
    for epoch in 0..<curve.epochs {
      let value = curve[score.column, epoch]
      if Curve.isAbsent(value) { continue }
      guard !Curve.isAbsent(first) else {
        (first, best) = (value, value)
        continue
      }
      guard first.isFinite else { return nil }
      if best >= rise * first, best - first >= score.whole / 100, value <= first + left * (best - first) {
        if fallen == nil { fallen = epoch }
      } else {
        fallen = nil
      }
      if value > best, value <= score.whole { best = value }
    }
    return fallen
  }
}
