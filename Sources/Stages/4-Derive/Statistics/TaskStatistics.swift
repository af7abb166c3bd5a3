import Core

/// What the statistics say of one task alone.
struct TaskStatistics: Sendable {
  private(set) var summaries: [ScoreSummary] = []
  private(set) var fronts: [ParetoFronts] = []
  private(set) var curves: [CurveSummary] = []
  private(set) var ceilings: [NoiseCeiling] = []

  /// - Parameter task: index into the tasks of the space.
  init(_ columns: SpaceColumns, task: Int) {
    let content = columns.space.tasks[task]
    for group in content.groups {
      summaries += ScoreSummaries(columns.space, group, task: task).summaries
      if let curve = LearningCurves(content, group, task: task)?.summary { curves.append(curve) }
      ceilings += NoiseCeilings(columns, group, task: task).ceilings
    }
    if let group = content.groups.last { fronts = CostFronts(columns, group, task: task).fronts }
  }
}
