import Core

/// The quantities of the architectures of one space, one number each, absent ones NaN.
struct SpaceColumns {
  let space: ReleasedSpace
  /// Of each architecture: NaN without costs.
  private let primaryCosts: [(params: Double, macs: Double)]

  init(space: ReleasedSpace) {
    self.space = space
    primaryCosts = space.architectures.map { architecture in
      architecture.description.primaryCost.map { (Double($0.params), Double($0.macs)) } ?? (.nan, .nan)
    }
  }

  /// The epoch rule and split that rank architectures on `task`.
  static func ranking(_ task: ReleasedTask) -> (rule: EpochRule, split: Split) {
    task.isRankedOnTest ? (.final, .test) : (.bestValid, .valid)
  }

  /// 1 where more is better, -1 for a loss.
  static func sign(_ task: ReleasedTask) -> Double {
    task.schema.metrics.first { $0.name == task.scoreMetric }?.direction == .lower ? -1 : 1
  }

  /// The ranking score, oriented.
  func score(_ task: ReleasedTask, _ group: BudgetGroup) -> [Double] {
    let (rule, split) = Self.ranking(task)
    return score(task, group, rule, split)
  }

  /// The score that `rule` reads on `split`, oriented.
  func score(_ task: ReleasedTask, _ group: BudgetGroup, _ rule: EpochRule, _ split: Split) -> [Double] {
    let sign = Self.sign(task)
    var values = Array(repeating: Double.nan, count: space.architectures.count)
    for score in group.scores where score.rule == rule && score.split == split {
      if let value = score.value { values[score.architecture] = sign * value }
    }
    return values
  }

  /// The mean over runs of the final value of a metric, oriented.
  func finalValue(_ metric: Int, _ task: ReleasedTask, _ group: BudgetGroup) -> [Double] {
    let sign = task.schema.metrics[metric].direction == .lower ? -1.0 : 1.0
    return mean(group) { run in
      let epochs = group.runs[run].curve.epochs
      return epochs > 0 ? sign * group.runs[run].curve[metric, epochs - 1] : .nan
    }
  }

  /// Each cost that some architecture has, by name.
  func costs(_ group: BudgetGroup) -> [(name: String, values: [Double])] {
    let columns = [
      ("params", primaryCosts.map(\.params)), ("macs", primaryCosts.map(\.macs)),
      ("latency", mean(group) { group.runs[$0].inferenceTime ?? .nan }),
    ]
    return columns.filter { column in column.1.contains(where: \.isFinite) }.map { (name: $0.0, values: $0.1) }
  }

  /// The mean over the runs of each architecture, not finite unless all are.
  /// - Parameter value: of the run at an index; a copy of the run would cost more.
  private func mean(_ group: BudgetGroup, _ value: (_ run: Int) -> Double) -> [Double] {
    var values = Array(repeating: Double.nan, count: space.architectures.count)
    var start = 0
    while start < group.runs.count {
      let architecture = group.runs[start].architecture
      var (sum, end) = (0.0, start)
      while end < group.runs.count, group.runs[end].architecture == architecture {
        sum += value(end)
        end += 1
      }
      values[architecture] = sum / Double(end - start)
      start = end
    }
    return values
  }
}
