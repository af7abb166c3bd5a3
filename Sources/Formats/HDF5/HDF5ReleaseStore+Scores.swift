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
    let values: [Double] = try reading {
      let group = try group(task, budget)
      guard let column = group.columns["score_\(rule.rawValue)_\(split)"], column.rows == group.count else { return [] }
      return try Self.doubles(column)
    }
    let runs = try runs(of: task, budget: budget, among: nil)
    if values.isEmpty, !runs.isEmpty { return nil }
    let best = rule == .bestValid ? try bestEpochs(of: task, runs) : []
    var scores: [Int: Score] = [:]
    var start = 0
    while start < runs.count {
      let end = runs[start...].firstIndex { $0.architecture != runs[start].architecture } ?? runs.count
      let own = try (start..<end).filter { try !isCopy($0, of: start..<$0, runs, task) }
      let mean = own.reduce(0) { $0 + values[$1] } / Double(own.count)
      let epochs = own.map { rule == .final ? runs[$0].epochs - 1 : best[$0] }
      scores[runs[start].architecture] = Score(
        architecture: runs[start].architecture, rule: rule, split: split, count: own.count,
        value: mean.isFinite ? mean : nil, epoch: Set(epochs).count == 1 ? epochs[0] : nil)
      start = end
    }
    return scores
  }

  /// Whether a run of unknown seed repeats one of those before it bit for bit: it is no further seed then.
  private func isCopy(_ run: Int, of others: Range<Int>, _ runs: [StoredRun], _ task: Int) throws -> Bool {
    guard runs[run].seed == nil, runs[run].repetition == nil, !others.isEmpty else { return false }
    let all = Array(tasks[task].schema.metrics.indices)
    let curve = try curve(of: all, task: task, runs[run])
    return try others.contains { try self.curve(of: all, task: task, runs[$0]) == curve }
  }
}
