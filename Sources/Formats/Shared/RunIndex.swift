import Core

/// Where the runs and scores of each architecture stand in the groups of a release.
///
/// Groups are sorted by architecture, so each has one range of runs and one of scores.
struct RunIndex: Sendable {
  /// The first run of each architecture, and one past the last, by space, task and group.
  private let runStarts: [[[[Int]]]]
  private let scoreStarts: [[[[Int]]]]

  init(_ release: Release) {
    runStarts = release.spaces.map { space in
      space.tasks.map { task in
        task.groups.map { Self.starts($0.runs.lazy.map(\.architecture), count: space.architectures.count) }
      }
    }
    scoreStarts = release.spaces.map { space in
      space.tasks.map { task in
        task.groups.map { Self.starts($0.scores.lazy.map(\.architecture), count: space.architectures.count) }
      }
    }
  }

  func runs(space: Int, task: Int, group: Int, architecture: Int) -> Range<Int> {
    runStarts[space][task][group][architecture]..<runStarts[space][task][group][architecture + 1]
  }

  func scores(space: Int, task: Int, group: Int, architecture: Int) -> Range<Int> {
    scoreStarts[space][task][group][architecture]..<scoreStarts[space][task][group][architecture + 1]
  }

  /// Some architectures of one space.
  struct Part: Sendable, Hashable {
    var space: Int
    var architectures: Range<Int>
  }

  /// The release cut behind every architecture with which a part comes to `runs` runs or more, and at the end of every
  /// space; a space without architectures is one empty part.
  func parts(of release: Release, runs limit: Int) -> [Part] {
    var parts: [Part] = []
    for (index, space) in release.spaces.enumerated() {
      var first = 0
      var count = 0
      for architecture in space.architectures.indices {
        for starts in runStarts[index].joined() { count += starts[architecture + 1] - starts[architecture] }
        if count >= limit {
          parts.append(Part(space: index, architectures: first..<architecture + 1))
          (first, count) = (architecture + 1, 0)
        }
      }
      if first < space.architectures.count || space.architectures.isEmpty {
        parts.append(Part(space: index, architectures: first..<space.architectures.count))
      }
    }
    return parts
  }

  /// - Precondition: `architectures` ascends.
  private static func starts(_ architectures: some Collection<Int>, count: Int) -> [Int] {
    var starts: [Int] = []
    starts.reserveCapacity(count + 1)
    for (place, architecture) in architectures.enumerated() {
      precondition(architecture + 1 >= starts.count, "runs and scores are sorted by architecture")
      while starts.count <= architecture { starts.append(place) }
    }
    while starts.count <= count { starts.append(architectures.count) }
    return starts
  }
}
