/// What became of the runs that were read: nothing is lost.
public struct RunCounts: Sendable, Hashable {
  /// One per architecture entry of a source file, per source file without a parsable entry, per log without a record.
  public var read: Int
  public var released: Int
  public var exactDuplicates: Int
  public var conflicts: Int
  public var quarantined: Int

  public init(read: Int = 0, released: Int = 0, exactDuplicates: Int = 0, conflicts: Int = 0, quarantined: Int = 0) {
    self.read = read
    self.released = released
    self.exactDuplicates = exactDuplicates
    self.conflicts = conflicts
    self.quarantined = quarantined
  }

  /// Whether every run read is accounted for.
  public var addUp: Bool { read == released + exactDuplicates + conflicts + quarantined }
}

/// How much of a space is there.
public struct SpaceCompleteness: Sendable, Hashable {
  public var space: SpaceID
  /// In the order of the pipeline.
  public var tasks: [TaskCompleteness]

  public init(space: SpaceID, tasks: [TaskCompleteness]) {
    self.space = space
    self.tasks = tasks
  }
}

/// How much of a space is there on one task.
public struct TaskCompleteness: Sendable, Hashable {
  public var task: TaskName
  /// Architectures with the runs that the pipeline asks for.
  public var have: Int
  /// Architectures of the space.
  public var want: Int

  public init(task: TaskName, have: Int, want: Int) {
    self.task = task
    self.have = have
    self.want = want
  }
}
