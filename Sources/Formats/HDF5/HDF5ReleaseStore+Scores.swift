import Bindings
public import Core

extension HDF5ReleaseStore {
  /// The file holds a score for each run, not for each architecture among others.
  public var holdsStandings: Bool { false }

  /// The mean over the runs of each architecture, as a build computes it; what a task does not have on `split` is absent.
  public func scores(of task: Int, budget: Int, rule: EpochRule, split: Split) throws -> [Int: Score]? {
    let stored = tasks[task]
    let isOfMetric = stored.schema.metrics.first { $0.name == stored.scoreMetric }?.split == split
    if !isOfMetric, stored.schema.counterpart(of: stored.scoreMetric, on: split) == nil { return [:] }
    return try reading {
      let group = try group(task, budget)
      guard group.count > 0 else { return [:] }
      guard let column = group.columns["score_\(rule.rawValue)_\(split)"], column.rows == group.count else {
        return nil
      }
      let values = try Self.doubles(column)
      let (architectures, epochs) = try rows(of: group)
      var best = rule == .bestValid ? try bestEpochs(group) : epochs.map { $0 - 1 }
      // A file need not say which epoch is best.
      best += Array(repeating: -1, count: max(0, group.count - best.count))
      let hasSeed = try Self.integers(group.columns["seed_present"])
      let hasRepetition = try Self.integers(group.columns["repeat_present"])
      var scores: [Int: Score] = [:]
      scores.reserveCapacity(group.count)
      var start = 0
      while start < group.count {
        var end = start + 1
        while end < group.count, architectures[end] == architectures[start] { end += 1 }
        var own = [start]
        for row in start + 1..<end {
          let isUnknown = hasSeed[row] == 0 && hasRepetition[row] == 0
          if isUnknown, try isCopy(row, of: start..<row, epochs, task, budget) { continue }
          own.append(row)
        }
        let mean = own.reduce(0) { $0 + values[$1] } / Double(own.count)
        let isShared = own.allSatisfy { best[$0] == best[start] } && best[start] >= 0
        scores[architectures[start]] = Score(
          architecture: architectures[start], rule: rule, split: split, count: own.count,
          value: mean.isFinite ? mean : nil, epoch: isShared ? best[start] : nil)
        start = end
      }
      return scores
    }
  }

  /// Whether a run of unknown seed repeats one of those before it bit for bit: it is no further seed then.
  private func isCopy(_ row: Int, of others: Range<Int>, _ epochs: [Int], _ task: Int, _ budget: Int) throws -> Bool {
    let all = Array(tasks[task].schema.metrics.indices)
    func curve(_ row: Int) throws -> Curve {
      try self.curve(
        of: all, task: task,
        StoredRun(
          number: row, architecture: 0, budget: budget, seed: nil, repetition: nil, epochs: epochs[row],
          totalTime: nil, inferenceTime: nil))
    }
    let own = try curve(row)
    return try others.contains { try curve($0) == own }
  }
}
