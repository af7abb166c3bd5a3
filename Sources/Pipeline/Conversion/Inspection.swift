public import Core

/// What is in a release, as `cellar inspect` tells it.
public struct Inspection: Sendable, Hashable {
  public var spaces: [Space]

  /// One search space.
  public struct Space: Sendable, Hashable {
    public var id: SpaceID
    public var title: String
    /// Decimal digits.
    public var size: String
    /// Architectures with a run.
    public var architectures: Int
    public var equivalences: [EquivalenceKind]
    /// The conventions under which computed costs are given.
    public var conventions: [CounterName]
    public var tasks: [Task]
  }

  /// One task with one epoch budget.
  public struct Task: Sendable, Hashable {
    public var name: TaskName
    public var score: MetricName
    public var budget: Int
    public var runs: Int
    /// The number of runs of each seed, ascending.
    public var seeds: [SeedCount]
    /// Runs without a seed, repeats included.
    public var seedless: Int
    /// The fewest and most epochs of a run.
    public var epochs: ClosedRange<Int>?
    /// Architectures of the space times seeds of this group, less the runs that are there.
    public var missing: Int
    /// The first few.
    public var missingExamples: [String]
    public var metrics: [Metric]
    public var values: [Metric]
  }

  public struct SeedCount: Sendable, Hashable {
    public var seed: Int
    public var runs: Int
  }

  /// One metric, or one number of runs as wholes.
  public struct Metric: Sendable, Hashable {
    public var definition: MetricDefinition
    /// Values that are finite.
    public var count: Int
    public var absent: Int
    /// Measured NaN and infinities.
    public var special: Int
    /// Of the finite values.
    public var smallest: Double?
    public var largest: Double?

    init(_ definition: MetricDefinition) {
      self.definition = definition
      count = 0
      absent = 0
      special = 0
    }

    mutating func note(_ value: Double) {
      if value.isFinite {
        count += 1
        smallest = min(smallest ?? value, value)
        largest = max(largest ?? value, value)
      } else if Curve.isAbsent(value) {
        absent += 1
      } else {
        special += 1
      }
    }
  }

  /// How many missing runs are named.
  static let exampleLimit = 3

  /// - Complexity: O(values of the release).
  public init(_ release: Release) {
    spaces = release.spaces.map { space in
      Space(
        id: space.id, title: space.title, size: space.size, architectures: space.architectures.count,
        equivalences: Self.equivalences(of: space), conventions: Self.conventions(of: space),
        tasks: space.tasks.flatMap { task in task.groups.map { Self.task(task, $0, space) } })
    }
  }

  private static func equivalences(of space: ReleasedSpace) -> [EquivalenceKind] {
    space.architectures.first?.description.classes.map(\.kind) ?? []
  }

  private static func conventions(of space: ReleasedSpace) -> [CounterName] {
    let names = space.architectures.first?.description.costs.flatMap { $0.counters.map(\.name) } ?? []
    return ["params", "params_live", "macs", "macs_live"] + Set(names).sorted()
  }

  private static func task(_ task: ReleasedTask, _ group: BudgetGroup, _ space: ReleasedSpace) -> Task {
    var metrics = task.schema.metrics.map(Metric.init)
    var values = task.schema.values.map(Metric.init)
    var seeds: [Int: Int] = [:]
    var seedless = 0
    var epochs: ClosedRange<Int>?
    var present: Set<Cell> = []
    for run in group.runs {
      if let seed = run.seed { seeds[seed, default: 0] += 1 } else { seedless += 1 }
      let length = run.curve.epochs
      epochs = epochs.map { min($0.lowerBound, length)...max($0.upperBound, length) } ?? length...length
      present.insert(Cell(architecture: run.architecture, seed: run.seed))
      for column in metrics.indices { for value in run.curve.column(column) { metrics[column].note(value) } }
      for place in values.indices { values[place].note(place < run.values.count ? run.values[place] : Curve.absent) }
    }
    var missing = 0
    var examples: [String] = []
    let columns: [Int?] = seeds.isEmpty ? [nil] : seeds.keys.sorted()
    for architecture in space.architectures.indices {
      for seed in columns where !present.contains(Cell(architecture: architecture, seed: seed)) {
        missing += 1
        if examples.count < exampleLimit {
          examples.append(space.architectures[architecture].encoding + (seed.map { " seed \($0)" } ?? ""))
        }
      }
    }
    return Task(
      name: task.name, score: task.scoreMetric, budget: group.budget, runs: group.runs.count,
      seeds: seeds.sorted { $0.key < $1.key }.map { SeedCount(seed: $0.key, runs: $0.value) }, seedless: seedless,
      epochs: epochs, missing: missing, missingExamples: examples, metrics: metrics, values: values)
  }

  /// A place in the matrix of architectures and seeds.
  private struct Cell: Hashable {
    let architecture: Int
    let seed: Int?
  }
}
