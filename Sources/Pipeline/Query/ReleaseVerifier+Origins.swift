import Core

extension ReleaseVerifier {
  /// Compares where equal runs came from, as far as both tell.
  func compareOrigins(_ release: Release, _ name: String, _ known: Release, _ report: inout Report) {
    var count = 0
    for (space, knownSpace) in zip(release.spaces, known.spaces) {
      for (task, knownTask) in zip(space.tasks, knownSpace.tasks) {
        for (group, knownGroup) in zip(task.groups, knownTask.groups) {
          for (run, knownRun) in zip(group.runs, knownGroup.runs) where !run.origins.isEmpty {
            let stated = knownRun.sources.map { source in
              let file = known.sources[source.file]
              return Origin(path: file.releasePath, sha256: file.sha256, pointer: source.pointer)
            }
            guard !stated.isEmpty, stated != run.origins else { continue }
            count += 1
            if count > Self.limit { continue }
            let encoding = space.architectures[run.architecture].encoding
            let place = "\(space.id) \(encoding) \(task.name) at \(group.budget) epochs"
            report.add(
              name, "sources \(Self.text(run.origins)) of \(place)", "\(Self.text(stated)), as the database has it")
          }
        }
      }
    }
    if count > Self.limit {
      report.add(name, "\(count - Self.limit) more runs with other sources", "those of the database")
    }
  }

  private static func text(_ origins: [Origin]) -> String {
    origins.map { origin in
      origin.path + (origin.pointer.isEmpty ? "" : "#\(origin.pointer)") + " (\(origin.sha256.prefix(8)))"
    }.joined(separator: ", ")
  }
}
