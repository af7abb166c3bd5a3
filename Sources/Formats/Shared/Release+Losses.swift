package import Core

extension Release {
  /// The number of runs for which `holds`.
  package func runs(where holds: (ReleasedRun) -> Bool) -> Int {
    spaces.reduce(0) { sum, space in
      sum + space.tasks.reduce(0) { $0 + $1.groups.reduce(0) { $0 + $1.runs.count(where: holds) } }
    }
  }

  /// What an artifact loses that has no room for sources and facts beside the numbers.
  package var provenanceLosses: [ArtifactLoss] {
    let facts = runs { !$0.info.isEmpty }
    let sources = runs { !$0.sources.isEmpty }
    return (facts > 0 ? [ArtifactLoss("facts beside the numbers of runs", count: facts, isProvenance: true)] : [])
      + (sources > 0 ? [ArtifactLoss("sources of runs", count: sources, isProvenance: true)] : [])
  }
}
