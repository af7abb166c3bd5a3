import Core

/// No curve stands bit for bit under two identities, but for cells that are one network trained with one seed.
struct CopiedCurveRule: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = RuleDefinition(
    "CURVE-04", .error, "no curve stands under two identities",
    thresholds: [
      RuleThreshold(
        "distinct", 5, "values", minimum: 1,
        "distinct values that a curve must have for its copy to mean something")
    ],
    RuleDocumentation(
      checks: """
        Curves without times are compared bit for bit over all runs. Cells that are one effective network \
        (same-network class, else isomorphic), trained on one task with one seed, have one curve: they are \
        counted, not blamed. The same curve under another seed, another repeat, another task or another network \
        is an error, and so is the curve of one metric alone. A run that another rule keeps out is compared \
        with the others as well, which are not blamed for it.
        """,
      earnedFrom: """
        HPOBench #138: results of different configurations that are copies of each other. In TransNAS-Bench-101 \
        1,653 of 4,096 micro cells genuinely share their curve with another cell, since they are one network.
        """,
      clean: """
        64-41414-0_00_200 and 64-41414-0_00_300 with curves of their own.
        """,
      failing: """
        One curve under seeds 777 and 888; or the valid_top1 of one under both.
        """,
      severities: """
        Info, once for each task, for cells of one effective network and one seed.
        """
    ))

  private let columns: [CurveColumns]
  private let distinct: Int

  init(_ plan: BuildPlan) {
    columns = plan.tasks.map { CurveColumns($0.schema) }
    distinct = Int(plan.rules.threshold("distinct", of: Self.definition))
  }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    report.ran(collection.runs.count)
    let hashes = collection.curveHashes
    var order = hashes.indices.map { (hash: hashes[$0].whole, run: Int32($0)) }
    order.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.run < $1.run }
    var copies = [Int](repeating: 0, count: columns.count)
    var blamed: Set<Int> = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, order[end].hash == order[start].hash { end += 1 }
      if end - start > 1 { judge(order[start..<end].map { Int($0.run) }, collection, &copies, &blamed, &report) }
      start = end
    }
    for match in ColumnCopies(columns, distinct: distinct).matches(in: collection, isSameTraining: isSameTraining)
    where !blamed.contains(match.run) {
      let metrics = match.metrics.joined(separator: ", ")
      report.found(
        of: match.run,
        "its \(metrics) equal\(match.metrics.count == 1 ? "s" : "") \(match.otherMetric) of "
          + "\(collection.name(match.other)) bit for bit at \(collection.runs[match.run].curve.epochs) epochs",
        expected: "a curve of its own", hint: "part of one run was copied into another: restore what was measured")
    }
    for task in columns.indices where copies[task] > 0 {
      report.found(
        atMost: .info, task: task,
        "\(copies[task]) runs equal another run of the same effective network and seed bit for bit",
        hint: "nothing: one network trained with one seed gives one curve; count it once where spread is measured")
    }
  }

  /// Judges runs whose curves have one hash.
  private func judge(
    _ group: [Int], _ collection: RunCollection, _ copies: inout [Int], _ blamed: inout Set<Int>,
    _ report: inout CollectionReport
  ) {
    let runs = collection.runs
    let first = group[0]
    let isOne = group.allSatisfy { isSameTraining($0, first, collection) }
    guard columns[runs[first].task].hasDistinctValues(distinct, runs[first].curve, epochs: runs[first].curve.epochs)
    else { return }
    if isOne {
      let kept = group.count(where: collection.kept.contains)
      copies[runs[first].task] += max(kept - 1, 0)
      return
    }
    for place in group {
      let others = group.filter { other in
        // What only a rejected run repeats is no copy: that run is.
        (collection.kept.contains(other) || !collection.kept.contains(place))
          && !isSameTraining(other, place, collection) && areEqual(other, place, runs)
      }
      guard let other = others.min(by: collection.precedes) else { continue }
      blamed.insert(place)
      report.found(
        of: place,
        "its curve equals that of \(collection.name(other)) bit for bit at \(runs[place].curve.epochs) epochs"
          + (others.count > 1 ? ", and those of \(others.count - 1) more runs" : ""),
        expected: "a curve of its own", hint: "one of them is a copy under a wrong name: find the genuine run")
    }
  }

  private func areEqual(_ first: Int, _ second: Int, _ runs: [ValidRun]) -> Bool {
    let (one, other) = (runs[first].curve, runs[second].curve)
    return one.epochs == other.epochs && columns[runs[first].task].areEqual(one, other, epochs: one.epochs)
  }

  /// Whether two runs are one effective network on one task, with seeds that may be one.
  private func isSameTraining(_ first: Int, _ second: Int, _ collection: RunCollection) -> Bool {
    if first == second { return true }
    let (one, other) = (collection.runs[first], collection.runs[second])
    guard one.task == other.task, collection.network(of: first) == collection.network(of: second) else { return false }
    if one.seed == nil, other.seed == nil {
      return one.repetition == other.repetition || collection.architectures[first] != collection.architectures[second]
    }
    return one.seed == nil || other.seed == nil || one.seed == other.seed
  }
}
