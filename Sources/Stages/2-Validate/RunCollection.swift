import Core
import Dispatch
import Synchronization

/// Runs under judgement as a set, with what several rules need of each, computed once.
struct RunCollection: Sendable {
  let plan: BuildPlan
  let catalogue: ArchitectureCatalogue
  let runs: [ValidRun]
  private let paths: @Sendable (Int) -> String
  /// By run: the number of its architecture.
  let architectures: [Int32]
  /// The architectures of the runs, by number; nil where the catalogue does not know one.
  let entries: [ArchitectureCatalogue.Entry?]
  /// By architecture: the number of its effective network, the same-network class where it is defined, else isomorphic.
  let networks: [Int32]
  /// By run: a hash of every bit of the curve but those of times.
  let curveHashes: [UInt64]

  init(
    _ runs: [ValidRun], plan: BuildPlan, catalogue: ArchitectureCatalogue, hashesCurves: Bool,
    releasePath: @escaping @Sendable (Int) -> String
  ) {
    self.plan = plan
    self.catalogue = catalogue
    self.runs = runs
    paths = releasePath
    var numbers = plan.spaces.map { _ in [String: Int32]() }
    var entries: [ArchitectureCatalogue.Entry?] = []
    var networkNumbers: [String: Int32] = [:]
    var networks: [Int32] = []
    var architectures: [Int32] = []
    architectures.reserveCapacity(runs.count)
    for run in runs {
      if let known = numbers[run.space][run.encoding] {
        architectures.append(known)
        continue
      }
      let number = Int32(entries.count)
      numbers[run.space][run.encoding] = number
      architectures.append(number)
      let entry = try? catalogue.entry(for: run.encoding)
      entries.append(entry)
      let description = entry?.description
      let id = description?.classID(.sameNetwork) ?? description?.classID(.isomorphic) ?? run.encoding
      let key = "\(run.space) \(id)"
      let network = networkNumbers[key] ?? Int32(networkNumbers.count)
      networkNumbers[key] = network
      networks.append(network)
    }
    self.architectures = architectures
    self.entries = entries
    self.networks = networks
    curveHashes = hashesCurves ? Self.hashes(of: runs, plan) : []
  }

  func releasePath(_ file: Int) -> String { paths(file) }

  /// The number of the effective network of a run.
  func network(of run: Int) -> Int32 { networks[Int(architectures[run])] }

  /// Whether the source of `first` stands before that of `second` in the order of listings.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (runs[first].sources[0], runs[second].sources[0])
    let (path, otherPath) = (paths(one.file), paths(other.file))
    if path != otherPath { return path.precedesBytewise(otherPath) }
    if one.pointer != other.pointer { return one.pointer.precedesBytewise(other.pointer) }
    return first < second
  }

  /// A run, for a sentence about another.
  func name(_ place: Int) -> String {
    let run = runs[place]
    let seed = run.seed.map { "seed \($0)" } ?? run.repetition.map { "repeat \($0)" } ?? "no seed"
    return "'\(run.encoding)' on \(plan.tasks[run.task].name), \(run.budget) epochs, \(seed)"
      + " (\(paths(run.sources[0].file)))"
  }

  /// Runs that one thread takes at a time.
  private static let piece = 1024

  private static func hashes(of runs: [ValidRun], _ plan: BuildPlan) -> [UInt64] {
    let columns = plan.tasks.map { CurveColumns($0.schema) }
    let count = (runs.count + piece - 1) / piece
    let pieces = Mutex<[[UInt64]]>(Array(repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let part = runs[index * piece..<min(runs.count, (index + 1) * piece)].map { run in
        columns[run.task].hash(of: run.curve)
      }
      pieces.withLock { $0[index] = part }
    }
    return pieces.withLock { $0.flatMap { $0 } }
  }
}
