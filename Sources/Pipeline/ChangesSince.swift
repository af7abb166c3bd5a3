import Core

/// What is new in a release against an earlier one.
struct ChangesSince {
  /// Directory or file of the earlier release.
  let previous: String
  let plugins: Plugins
  let monitor: BuildMonitor
  /// Changes that are told one by one.
  static let limit = 100

  /// What can be known before the build: whether there is a release to compare with.
  /// - Throws: as `InputOpener.open`; `BuildError.input` for what is no release.
  func check(jobs: Int) throws {
    let source = try InputRecognition(plugins: plugins).recognize(previous, InputOpener.Options(jobs: jobs))
    guard source.isRelease else {
      throw BuildError.input(
        "'--previous' is \(previous): \(source.format); expected a release of Cellar or an artifact of one")
    }
  }

  /// - Throws: as `InputOpener.open`.
  func changes(to release: Release, jobs: Int) throws -> ReleaseChanges {
    let earlier = try InputOpener(plugins: plugins, monitor: monitor).open(
      previous, InputOpener.Options(jobs: jobs)
    ).release
    let difference = ReleaseDifference(earlier, release)
    var lines = difference.renamed.map { "\($0.kind.rawValue) '\($0.first)' is now '\($0.second)'" }
    lines += difference.changed.prefix(Self.limit).map { change in
      let place = change.epoch.map { " at epoch \($0)" } ?? ""
      return "\(Self.name(change.run)): \(change.quantity)\(place): \(change.first) is now \(change.second)"
        + (change.count > 1 ? ", and \(change.count - 1) more epochs" : "")
    }
    if difference.changed.count > Self.limit {
      lines.append("and \(difference.changed.count - Self.limit) more changes; `cellar diff` lists all")
    }
    for (kind, runs) in [("removed", difference.removed), ("added", difference.added)] {
      lines += Self.counts(of: runs).map { "\(kind): \($0.count) of task \($0.task) in \($0.space)" }
    }
    return ReleaseChanges(
      name: earlier.name, version: earlier.version, equal: difference.equal, added: difference.added.count,
      removed: difference.removed.count, changed: Set(difference.changed.map(\.run)).count, lines: lines)
  }

  private static func name(_ run: ReleaseDifference.RunName) -> String {
    let seed = run.seed.map { "seed \($0)" } ?? run.repetition.map { "repeat \($0)" } ?? "no seed"
    return "\(run.encoding) on \(run.task) (\(run.budget) epochs, \(seed))"
  }

  /// Runs by space and task, in the order in which they come.
  private static func counts(
    of runs: [ReleaseDifference.RunName]
  ) -> [(space: SpaceID, task: TaskName, count: Int)] {
    var counts: [(space: SpaceID, task: TaskName, count: Int)] = []
    for run in runs {
      if let place = counts.firstIndex(where: { $0.space == run.space && $0.task == run.task }) {
        counts[place].count += 1
      } else {
        counts.append((run.space, run.task, 1))
      }
    }
    return counts
  }
}
