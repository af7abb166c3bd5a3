import Core

/// Sources that tell of one run tell the same: identical, or one the beginning of the other.
struct OverlapRule: CollectionRule {
  static let stage = CollectionStage.sources
  static let definition = RuleDefinition(
    "SRC-02", .error, "sources that overlap tell the same of their run",
    thresholds: [
      RuleThreshold(
        "distinct", 5, "values", minimum: 1,
        "distinct values that two curves must share for that to mean something")
    ],
    RuleDocumentation(
      checks: """
        Sources of one architecture, task and seed are compared, bit for bit and without times. Identical ones \
        are counted as exact duplicates. One that is the beginning of another, with fewer epochs, is a log that \
        was cut or an earlier state: the longer wins, the shorter counts as an exact duplicate and stays among \
        the sources of the run. Sources of one budget that begin alike and part later are an error.
        """,
      earnedFrom: """
        NNI's pull request 3140: the conversion of a benchmark took results twice from files that overlap.
        """,
      clean: """
        10 epochs in one file, the same 10 and 15 more in another: one run of 25.
        """,
      failing: """
        25 epochs in two files that agree up to epoch 11 and differ from epoch 12 on: a run that was resumed \
        twice.
        """,
      severities: """
        Info for identical sources and for beginnings. Runs that part are kept out as conflicts under DUP-01.
        """
    ))

  private let columns: [CurveColumns]
  private let distinct: Int

  init(_ plan: BuildPlan) {
    columns = plan.tasks.map { CurveColumns($0.schema) }
    distinct = Int(plan.rules.threshold("distinct", of: Self.definition))
  }

  /// A run whatever its epoch budget.
  private struct Key: Hashable {
    let architecture: Int32
    let task: Int32
    let seed: Int?
    let repetition: Int?
  }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    var first: [Key: Int] = [:]
    first.reserveCapacity(collection.runs.count)
    var groups: [Int: [Int]] = [:]
    let runs = collection.runs
    for place in runs.indices {
      let key = Key(
        architecture: collection.architectures[place], task: Int32(runs[place].task), seed: runs[place].seed,
        repetition: runs[place].repetition)
      if let known = first[key] { groups[known, default: [known]].append(place) } else { first[key] = place }
    }
    report.ran(collection.runs.count)
    for group in groups.sorted(by: { $0.key < $1.key }) { compare(group.value, collection, &report) }
  }

  /// Looks at the sources of one run, the longest first.
  private func compare(_ group: [Int], _ collection: RunCollection, _ report: inout CollectionReport) {
    let runs = collection.runs
    let ordered = group.sorted { first, second in
      let (one, other) = (runs[first].curve.epochs, runs[second].curve.epochs)
      return one != other ? one > other : collection.precedes(first, second)
    }
    for (index, place) in ordered.enumerated().dropFirst() {
      for longer in ordered[..<index] where relate(place, longer, collection, &report) { break }
    }
  }

  /// - Returns: whether the run at `place` is settled.
  private func relate(
    _ place: Int, _ longer: Int, _ collection: RunCollection, _ report: inout CollectionReport
  ) -> Bool {
    let (run, other) = (collection.runs[place], collection.runs[longer])
    let columns = columns[run.task]
    let epochs = run.curve.epochs
    let agreed = agreement(run.curve, other.curve, columns)
    if agreed == epochs, epochs == other.curve.epochs, run.budget == other.budget {
      // One place that two inputs tell of is one source.
      if run.sources.first == other.sources.first { return true }
      report.found(
        of: place, atMost: .info, "its metrics repeat those of another source of its run bit for bit",
        hint: "nothing: it counts as an exact duplicate, unless DUP-01 says that the rest differs")
      return true
    }
    guard agreed > 0, columns.hasDistinctValues(distinct, run.curve, epochs: agreed) else { return false }
    if agreed == epochs, epochs < other.curve.epochs, run.loggedParams == other.loggedParams {
      report.repeats(place, longer)
      report.found(
        of: place, atMost: .info,
        "its \(epochs) epochs are the beginning of \(collection.name(longer)); the longer source is the run",
        hint: "nothing: the shorter source is counted as an exact duplicate")
      return true
    }
    guard run.budget == other.budget, agreed < epochs else { return false }
    // Both are conflicts under one identity, which the third stage keeps out.
    report.found(
      of: place, isRejected: false,
      "it agrees with \(collection.name(longer)) up to epoch \(agreed - 1) and differs from epoch \(agreed) on",
      expected: "sources of one run that tell the same",
      hint: "the run was resumed twice, or edited: keep the genuine one")
    return true
  }

  /// The number of epochs from the first on at which two curves are equal, bit for bit.
  private func agreement(_ first: Curve, _ second: Curve, _ columns: CurveColumns) -> Int {
    let limit = min(first.epochs, second.epochs)
    if limit == 0 || !columns.areEqual(first, second, epochs: 1) { return 0 }
    var (low, high) = (1, limit)
    while low < high {
      let middle = (low + high + 1) / 2
      if columns.areEqual(first, second, epochs: middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
