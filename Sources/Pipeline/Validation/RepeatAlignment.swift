import Core

/// Finds the repeats of a release, kept by an earlier merge, to which contributed runs of their seeds belong.
struct RepeatAlignment {
  private var repeats: [ReleaseComparison.Identity: [ValidRun]] = [:]

  /// - Parameter release: runs of the release; those with a seed and an ordinal are such repeats.
  init(_ release: [ValidRun]) {
    for run in release where run.seed != nil && run.repetition != nil {
      repeats[ReleaseComparison.Identity(run), default: []].append(run)
    }
  }

  /// Gives contributed runs the ordinal of the repeat with their content; else the next one where both are kept, and
  /// the first one where they shall be found in conflict.
  mutating func align(_ runs: inout [ValidRun], keepsBoth: Bool) {
    if repeats.isEmpty { return }
    for index in runs.indices where runs[index].seed != nil && runs[index].repetition == nil {
      let identity = ReleaseComparison.Identity(runs[index])
      guard let known = repeats[identity] else { continue }
      let same = known.first { Relation(runs[index].content, $0.content) == .identical }
      let ordinals = known.compactMap(\.repetition)
      runs[index].repetition = same?.repetition ?? (keepsBoth ? (ordinals.max() ?? -1) + 1 : ordinals.min())
      if same == nil, keepsBoth { repeats[identity, default: []].append(runs[index]) }
    }
  }
}
