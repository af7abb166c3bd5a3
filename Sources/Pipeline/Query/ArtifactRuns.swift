import Core
import Ingest

/// The runs of an artifact as they stand in it: neither judged nor ranked, and without the costs of their networks.
struct ArtifactRuns: Sendable {
  private let runs: [RawRun]
  private let schemas: [TaskName: TaskSchema]
  private let tasks: Set<SpaceTask>

  private struct SpaceTask: Hashable, Sendable {
    let space: SpaceID
    let task: TaskName
  }

  /// Reads the file at `path`.
  /// - Throws: `BuildError` where it cannot be read or nothing knows it.
  init(_ path: String, _ plugins: Plugins) throws {
    let recognition = InputRecognition(plugins: plugins)
    let listing = Listing(files: [try recognition.listed(path)], unreadable: [])
    guard let file = try recognition.file(path, listing), let description = file.description else {
      throw recognition.unknown(path)
    }
    let ingestor = Ingestor(listing: listing, digest: plugins.digest, keepsOpaqueObjects: plugins.keepsOpaqueObjects)
    runs = ingestor.withFiles { files in
      var reader = file.layout.makeReader(configuration: [])
      return reader.read(SourceUnit(records: [0], logs: []), from: files)
    }
    schemas = Dictionary(file.layout.tasks.map { ($0.name, $0) }) { first, _ in first }
    tasks = Set(description.tasks.map { SpaceTask(space: $0.space, task: $0.schema.name) })
  }

  /// Whether these are the runs of `release`, all of them, with the same bits and in the same order within each group.
  ///
  /// What differs, and whether it matters, is for `ReleaseDifference` to say: false may mean another order only.
  /// - Complexity: O(values).
  func areThose(of release: Release) -> Bool {
    let stated = release.spaces.flatMap { space in space.tasks.map { SpaceTask(space: space.id, task: $0.name) } }
    guard runs.count == release.runCount, tasks == Set(stated) else { return false }
    var spans = self.spans
    for space in release.spaces {
      for task in space.tasks {
        guard let columns = Columns(of: task.schema, in: schemas[task.name]) else { return false }
        for group in task.groups {
          let place = spans.firstIndex {
            $0.task == task.name.rawValue && $0.budget == group.budget && $0.runs.count >= group.runs.count
          }
          guard let place else { return false }
          let own = spans[place].runs.prefix(group.runs.count)
          spans[place].runs.removeFirst(group.runs.count)
          let areSame = zip(own, group.runs).allSatisfy { index, run in
            runs[index].isSame(as: run, of: space.architectures[run.architecture].encoding, columns)
          }
          if !areSame { return false }
        }
      }
    }
    return true
  }

  /// Consecutive runs of one task and budget.
  private struct Span {
    let task: String
    let budget: Int
    var runs: Range<Int>
  }

  private var spans: [Span] {
    var spans: [Span] = []
    for (index, run) in runs.enumerated() {
      guard let task = run.tasks.first?.value, let budget = run.budget?.value else { continue }
      if let last = spans.last, last.task == task, last.budget == budget, last.runs.upperBound == index {
        spans[spans.count - 1].runs = last.runs.lowerBound..<index + 1
      } else {
        spans.append(Span(task: task, budget: budget, runs: index..<index + 1))
      }
    }
    return spans
  }

  /// Where the columns of a task stand in an artifact.
  fileprivate struct Columns {
    /// The place in the artifact of each metric, and of each number of runs as wholes.
    let metrics: [Int]
    let values: [Int]

    /// Nil where one has columns that the other lacks.
    init?(of schema: TaskSchema, in other: TaskSchema?) {
      guard let other, other.metrics.count == schema.metrics.count, other.values.count == schema.values.count else {
        return nil
      }
      metrics = schema.metrics.compactMap { other.index(of: $0.name) }
      values = schema.values.compactMap { value in other.values.firstIndex { $0.name == value.name } }
      if metrics.count < schema.metrics.count || values.count < schema.values.count { return nil }
    }
  }
}

extension RawRun {
  /// Whether all that is compared between artifacts is the same, bit by bit, in a run of the same group.
  fileprivate func isSame(as run: ReleasedRun, of encoding: String, _ columns: ArtifactRuns.Columns) -> Bool {
    guard let curve, architectures.count == 1, architectures[0].value == encoding, tasks.count == 1, problems.isEmpty,
      seeds.count <= 1, seeds.first?.value == run.seed, repetition == run.repetition, status?.value == run.status,
      loggedParams?.value == run.loggedParams, curve.epochs == run.curve.epochs, curve.metrics == run.curve.metrics
    else { return false }
    let exactly = ReleaseDifference.Tolerance()
    guard exactly.allows(inferenceTime ?? Curve.absent, run.inferenceTime ?? Curve.absent) else { return false }
    for (place, other) in columns.values.enumerated() {
      let value = other < values.count ? values[other] : Curve.absent
      guard exactly.allows(value, place < run.values.count ? run.values[place] : Curve.absent) else { return false }
    }
    for (place, other) in columns.metrics.enumerated() {
      let (one, two) = (curve.column(other), run.curve.column(place))
      guard one.elementsEqual(two, by: { exactly.allows($0, $1) }) else { return false }
    }
    return true
  }
}
