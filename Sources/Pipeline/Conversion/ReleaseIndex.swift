import Core

/// The runs of a release by their identities.
struct ReleaseIndex {
  /// A run with its task.
  struct Entry {
    let run: ReleasedRun
    let schema: TaskSchema

    /// A number of the run as a whole, nil where it is absent.
    func value(_ name: MetricName) -> Double? {
      guard let place = schema.values.firstIndex(where: { $0.name == name }), place < run.values.count else {
        return nil
      }
      return Curve.isAbsent(run.values[place]) ? nil : run.values[place]
    }
  }

  /// In the order of the release.
  private(set) var order: [ReleaseDifference.RunName] = []
  private(set) var runs: [ReleaseDifference.RunName: Entry] = [:]
  private(set) var tasks: [TaskName] = []

  init(_ release: Release) {
    for space in release.spaces {
      for task in space.tasks {
        if !tasks.contains(task.name) { tasks.append(task.name) }
        for group in task.groups {
          for run in group.runs {
            let name = ReleaseDifference.RunName(
              space: space.id, encoding: space.architectures[run.architecture].encoding, task: task.name,
              budget: group.budget, seed: run.seed, repetition: run.repetition)
            order.append(name)
            runs[name] = Entry(run: run, schema: task.schema)
          }
        }
      }
    }
  }
}
