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
    /// What each computed cost covers.
    public var costs: [Cost]
    public var tasks: [Task]

    /// Architectures times seeds, over all tasks and budgets.
    public var cells: Int { tasks.reduce(0) { $0 + $1.cells } }
    /// How many of these have no run.
    public var missing: Int { tasks.reduce(0) { $0 + $1.missing } }
  }

  /// Computed costs of one scope at one size of the input.
  public struct Cost: Sendable, Hashable {
    public var scope: CostScope
    /// Nil for an encoder, which all tasks share.
    public var task: TaskName?
    public var input: [Int]
    public var counters: [CounterName]
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
    /// How many repeats there are of the architecture that has most; 0 where runs have seeds or stand alone.
    public var repeats: Int
    /// The fewest and most epochs of a run.
    public var epochs: ClosedRange<Int>?
    /// Architectures of the space times seeds of this group, or times repeats where no run has a seed.
    public var cells: Int
    /// How many of these have no run.
    public var missing: Int
    /// The first few.
    public var missingExamples: [String]
    public var metrics: [Metric]
    public var values: [Metric]
    /// Parameters, time of inference and of training, as far as runs have them.
    public var logged: [Metric]
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
        costs: Self.costs(of: space),
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

  private static func costs(of space: ReleasedSpace) -> [Cost] {
    (space.architectures.first?.description.costs ?? []).map { cost in
      Cost(
        scope: cost.scope, task: cost.task, input: cost.input,
        counters: ["params", "params_live", "macs", "macs_live"] + cost.counters.map(\.name))
    }
  }

  /// What runs log beside their metrics.
  private static let logged = [
    MetricDefinition(
      name: "params", rawName: nil, split: nil, unit: .count, direction: .none,
      title: "trainable parameters, as logged"),
    MetricDefinition(
      name: "inference_time", rawName: nil, split: nil, unit: .seconds, direction: .lower,
      title: "seconds per forward pass, as logged"),
    MetricDefinition(
      name: "time_total", rawName: nil, split: nil, unit: .seconds, direction: .none,
      title: "seconds from the start to the end of the last epoch"),
  ]

  private static func task(_ task: ReleasedTask, _ group: BudgetGroup, _ space: ReleasedSpace) -> Task {
    var metrics = task.schema.metrics.map(Metric.init)
    var values = task.schema.values.map(Metric.init)
    var logged = Self.logged.map(Metric.init)
    var seeds: [Int: Int] = [:]
    var (seedless, repeats) = (0, 0)
    var epochs: ClosedRange<Int>?
    var present: Set<Cell> = []
    for run in group.runs {
      if let seed = run.seed { seeds[seed, default: 0] += 1 } else { seedless += 1 }
      let length = run.curve.epochs
      epochs = epochs.map { min($0.lowerBound, length)...max($0.upperBound, length) } ?? length...length
      if run.seed == nil { repeats = max(repeats, (run.repetition ?? -1) + 1) }
      present.insert(
        Cell(architecture: run.architecture, seed: run.seed, repetition: run.seed == nil ? run.repetition ?? 0 : 0))
      let numbers = [run.loggedParams.map(Double.init), run.inferenceTime, run.totalTime]
      for place in logged.indices { logged[place].note(numbers[place] ?? Curve.absent) }
      for column in metrics.indices { for value in run.curve.column(column) { metrics[column].note(value) } }
      for place in values.indices { values[place].note(place < run.values.count ? run.values[place] : Curve.absent) }
    }
    var missing = 0
    var examples: [String] = []
    let columns =
      seeds.isEmpty
      ? (0..<max(1, repeats)).map { (seed: Int?.none, repetition: $0) }
      : seeds.keys.sorted().map { (seed: Int?.some($0), repetition: 0) }
    for architecture in space.architectures.indices {
      for (seed, repetition) in columns {
        let cell = Cell(architecture: architecture, seed: seed, repetition: repetition)
        if present.contains(cell) { continue }
        missing += 1
        if examples.count < exampleLimit {
          let which = seed.map { " seed \($0)" } ?? (repeats > 1 ? " repeat \(repetition)" : "")
          examples.append(space.architectures[architecture].encoding + which)
        }
      }
    }
    return Task(
      name: task.name, score: task.scoreMetric, budget: group.budget, runs: group.runs.count,
      seeds: seeds.sorted { $0.key < $1.key }.map { SeedCount(seed: $0.key, runs: $0.value) }, seedless: seedless,
      repeats: repeats, epochs: epochs, cells: space.architectures.count * columns.count, missing: missing,
      missingExamples: examples, metrics: metrics, values: values, logged: logged.filter { $0.count + $0.special > 0 })
  }

  /// A place in the matrix of architectures and seeds, or repeats.
  private struct Cell: Hashable {
    let architecture: Int
    let seed: Int?
    let repetition: Int
  }
}
