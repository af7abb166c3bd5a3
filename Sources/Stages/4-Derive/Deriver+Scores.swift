import Core

extension Deriver {
  /// One score per architecture, epoch rule and split, sorted so.
  func scores(_ runs: [ReleasedRun], _ selection: Selection, _ architectures: [ReleasedArchitecture]) -> [Score] {
    var scores: [Score] = []
    for rule in EpochRule.allCases {
      for split in [Split.valid, .test] {
        // Without a validation metric no epoch is selected.
        guard let column = selection.column(split), rule == .final || selection.valid != nil else { continue }
        var some = means(runs, rule, split, column, selection)
        standings(&some, selection, architectures)
        scores += some
      }
    }
    return scores.sorted { $0.sortKey < $1.sortKey }
  }

  /// The mean over the seeds of each architecture; absent unless every seed has a finite value.
  ///
  /// A run whose seed nobody tells is no further seed where its curve is that of another run, bit for bit.
  private func means(
    _ runs: [ReleasedRun], _ rule: EpochRule, _ split: Split, _ column: Int, _ selection: Selection
  ) -> [Score] {
    var scores: [Score] = []
    var start = 0
    while start < runs.count {
      var end = start
      var sum = 0.0
      var count = 0
      var epochs: Set<Int?> = []
      while end < runs.count, runs[end].architecture == runs[start].architecture {
        defer { end += 1 }
        if isCopy(runs[end], of: runs[start..<end]) { continue }
        count += 1
        let epoch = selection.epoch(of: runs[end], by: rule)
        sum += epoch.map { runs[end].curve[column, $0] } ?? .nan
        epochs.insert(epoch)
      }
      let mean = sum / Double(count)
      scores.append(
        Score(
          architecture: runs[start].architecture, rule: rule, split: split, count: count,
          value: mean.isFinite ? mean : nil, epoch: epochs.count == 1 ? epochs.first ?? nil : nil))
      start = end
    }
    return scores
  }

  /// Whether a run of unknown seed repeats one of `others`, which stand before it.
  private func isCopy(_ run: ReleasedRun, of others: ArraySlice<ReleasedRun>) -> Bool {
    run.seed == nil && run.repetition == nil && others.contains { $0.curve == run.curve }
  }

  /// Where each mean stands among all of the space that are finite.
  private func standings(_ scores: inout [Score], _ selection: Selection, _ architectures: [ReleasedArchitecture]) {
    let finite = scores.filter { $0.value != nil }
    if finite.isEmpty { return }
    let values = finite.map { selection.sign * ($0.value ?? 0) }
    let connected = zip(finite, values).filter { !architectures[$0.0.architecture].description.isDisconnected }
    let distribution = Distribution(values, scale: connected.map(\.1))
    for index in scores.indices {
      guard let value = scores[index].value else { continue }
      let oriented = selection.sign * value
      scores[index].minmaxP = distribution.minmaxP(oriented)
      scores[index].rank01 = distribution.rank01(oriented)
      scores[index].zscore = distribution.zscore(oriented)
      scores[index].normalizedRegret = distribution.normalizedRegret(oriented)
    }
  }

  /// Gives each architecture the mean over the tasks of its rank by `best_valid` on validation, at the largest budget;
  /// a benchmark without validation scores is ranked by its final test score.
  func rank(_ architectures: inout [ReleasedArchitecture], _ tasks: [ReleasedTask]) {
    var sums = Array(repeating: 0.0, count: architectures.count)
    for task in tasks {
      guard let group = task.groups.last else { continue }
      let sign = task.schema.metrics.first { $0.name == task.scoreMetric }?.direction == .lower ? -1.0 : 1.0
      let ranked: (EpochRule, Split) = task.isRankedOnTest ? (.final, .test) : (.bestValid, .valid)
      let scores = group.scores.filter { ($0.rule, $0.split) == ranked && $0.value != nil }
      if scores.isEmpty { continue }
      let values = scores.map { sign * ($0.value ?? 0) }
      let distribution = Distribution(values, scale: values)
      for (score, value) in zip(scores, values) {
        sums[score.architecture] += distribution.averageRank(value)
        architectures[score.architecture].tasksRanked += 1
      }
    }
    for index in architectures.indices where architectures[index].tasksRanked == plan.tasks.count {
      architectures[index].averageRank = sums[index] / Double(plan.tasks.count)
    }
  }
}

extension Score {
  fileprivate var sortKey: (Int, Int, Int) {
    (architecture, rule == .final ? 0 : 1, split == .valid ? 0 : 1)
  }
}
