import Bindings
import Bytes
public import Core

/// Writes `<name>.h5`: a few dozen datasets per task, labelled so that xarray opens every group with either engine.
///
/// * A group per space with `title`, `size` and `api_name`; in it `architectures` and a group per task, or, for a task
///   with several epoch budgets, a group per budget in the group of the task.
/// * Whole numbers that may be absent: `seed` and `repeat` hold -1 beside a column `…_present`; `best_epoch`, and
///   parameters and costs of which some are missing, hold -1, noted as `_FillValue`.
/// * Seconds have the unit `s`, which xarray leaves alone; `seconds` it would round to whole nanoseconds.
/// * A metric has `direction`, and `split`, `lower` and `upper` where there are such.
/// * Where some runs have logged parameters and some have computed ones, `params_logged` tells which.
/// * A special value of a run as a whole (`inference_time`, `time_total`) stands in `special_value` with epoch -1.
public struct HDF5Writer: ExaminingArtifactWriter {
  public init() {}

  public var name: String { "hdf5" }

  public func fileName(for release: Release) -> String { release.name + ".h5" }

  public func losses(from release: Release) -> [ArtifactLoss] { release.provenanceLosses }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    do {
      let file = try HDF5File(creating: path)
      do {
        try writeContent(of: release, to: file, workers: workers)
        try file.close()
        try FileSystem.syncFile(path)
      } catch {
        file.abandon()
        try? FileSystem.remove(path)
        throw error
      }
    } catch {
      throw ArtifactError(error, path: path)
    }
  }

  /// What is not as it follows from the runs, apart from their values at every epoch.
  public func differences(from release: Release, at path: String) throws -> [ArtifactDifference] {
    var comparison = HDF5Comparison(release, path: path)
    try HDF5ReleaseProcess().readContent(path) { (line) throws(ReleaseInputError) in try comparison.take(line) }
    return comparison.finish()
  }

  private func writeContent(of release: Release, to file: HDF5File, workers: Int) throws(HDF5Error) {
    for attribute in release.metadata { try file.root.setAttribute(attribute.key, attribute.value) }
    let parts = release.spaces.flatMap { space in
      space.tasks.flatMap { task in task.groups.map { (space: space, task: task, budget: $0) } }
    }
    // While the runs of one group are compressed and written, the columns of the next are gathered.
    var tables = WorkAhead(count: parts.count, isAhead: workers > 1) { index in
      let part = parts[index]
      return RunTables(part.budget, part.task, part.space)
    }
    var dimensions = 0
    for space in release.spaces {
      let group = try file.root.createGroup(space.id.rawValue)
      try group.setAttributes(space.hdf5Attributes)
      var table = HDF5Table()
      table.addArchitectures(of: space)
      try table.write(into: group.createGroup("architectures"), workers: workers, dimensions: &dimensions)
      for task in space.tasks {
        let taskGroup = try group.createGroup(task.name.rawValue)
        for budget in task.groups {
          let home = task.groups.count > 1 ? try taskGroup.createGroup(String(budget.budget)) : taskGroup
          try home.setAttributes(budget.hdf5Attributes(task))
          let part = tables.next()
          try part.runs.write(into: home, workers: workers, dimensions: &dimensions)
          try part.specialValues.write(
            into: home.createGroup("special_value"), workers: workers, dimensions: &dimensions)
        }
      }
    }
  }

  /// The datasets of the runs of one task and budget.
  private struct RunTables: Sendable {
    var runs = HDF5Table()
    var specialValues = HDF5Table()

    init(_ budget: BudgetGroup, _ task: ReleasedTask, _ space: ReleasedSpace) {
      runs.addRuns(of: budget, task, space)
      specialValues.addSpecialValues(budget.specialEntries(task.schema))
    }
  }
}
