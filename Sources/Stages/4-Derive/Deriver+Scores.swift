public import Core

extension Deriver {
  /// One score per architecture, epoch rule and split, sorted so.
  func scores(_ runs: [ReleasedRun], _ selection: Selection, _ architectures: [ReleasedArchitecture]) -> [Score] {
    let isConnected = architectures.map { !$0.description.isDisconnected }
    var lists: [[Score]] = []
    for rule in EpochRule.allCases {
      for split in [Split.valid, .test] {
        // Without a validation metric no epoch is selected.
        guard let column = selection.column(split), rule == .final || selection.valid != nil else { continue }
        var some = means(runs, rule, split, column)
        Self.addStandings(to: &some, sign: selection.sign, isConnected)
        lists.append(some)
      }
    }
    // Every list has the same architectures.
    var scores: [Score] = []
    scores.reserveCapacity(lists.reduce(0) { $0 + $1.count })
    for place in 0..<(lists.first?.count ?? 0) {
      for list in lists { scores.append(list[place]) }
    }
    return scores
  }

  /// The mean over the seeds of each architecture; absent unless every seed has a finite value.
  ///
  /// A run whose seed nobody tells is no further seed where its curve is that of another run, bit for bit.
  private func means(_ runs: [ReleasedRun], _ rule: EpochRule, _ split: Split, _ column: Int) -> [Score] {
    var scores: [Score] = []
    var start = 0
    while start < runs.count {
      var end = start
      var sum = 0.0
      var count = 0
      var shared: Int?
      // Fields are read one by one: a run is large, and copying it costs more than what is done with it.
      while end < runs.count, runs[end].architecture == runs[start].architecture {
        defer { end += 1 }
        if Self.isCopy(end, of: start..<end, runs) { continue }
        let epoch = rule.epoch(last: runs[end].curve.lastEpoch, best: runs[end].bestEpoch)
        sum += epoch.map { runs[end].curve[column, $0] } ?? .nan
        shared = count == 0 || shared == epoch ? epoch : nil
        count += 1
      }
      let mean = sum / Double(count)
      scores.append(
        Score(
          architecture: runs[start].architecture, rule: rule, split: split, count: count,
          value: mean.isFinite ? mean : nil, epoch: shared))
      start = end
    }
    return scores
  }

  /// Whether a run of unknown seed repeats one of those before it.
  static func isCopy(_ run: Int, of others: Range<Int>, _ runs: [ReleasedRun]) -> Bool {
    runs[run].seed == nil && runs[run].repetition == nil
      && others.contains { runs[$0].curve == runs[run].curve }
  }

  /// Says of each mean where it stands among all of `scores` that are finite.
  /// - Parameters:
  ///   - scores: Of all architectures of a space, by one epoch rule on one split.
  ///   - sign: 1 where more is better, -1 for a loss.
  ///   - isConnected: By architecture, whether its cell joins input and output.
  public static func addStandings(to scores: inout [Score], sign: Double, _ isConnected: [Bool]) {
    var values: [Double] = []
    var connected: [Double] = []
    for score in scores {
      guard let value = score.value else { continue }
      values.append(sign * value)
      if isConnected[score.architecture] { connected.append(sign * value) }
    }
    if values.isEmpty { return }
    let distribution = Distribution(values, scale: connected)
    for index in scores.indices {
      guard let value = scores[index].value else { continue }
      let oriented = sign * value
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
