import Core
import Dispatch
import Synchronization

/// Runs under judgement as a set, with what several rules need of each, computed once.
struct RunCollection: Sendable {
  let plan: BuildPlan
  let catalogue: ArchitectureCatalogue
  /// The runs under judgement, then the suspects: rejected runs that are compared with them.
  let runs: [ValidRun]
  /// The places of the runs under judgement.
  let kept: Range<Int>
  private let paths: @Sendable (Int) -> String
  /// By run: the number of its architecture.
  let architectures: [Int32]
  /// By task: the places of its runs under judgement, ascending.
  let places: [[Int]]
  /// The architectures of the runs, by number; nil where the catalogue does not know one. Empty at the stage of sources.
  let entries: [ArchitectureCatalogue.Entry?]
  /// By architecture, but at the stage of sources: the number of its effective network, the same-network class where it is defined, else isomorphic.
  let networks: [Int32]
  /// By run: a hash of every bit of the curve but those of times, and of each column.
  let curveHashes: [CurveHash]

  init(
    _ judged: [ValidRun], suspects: [ValidRun], plan: BuildPlan, catalogue: ArchitectureCatalogue,
    stage: CollectionStage, hashesCurves: Bool,
    releasePath: @escaping @Sendable (Int) -> String
  ) {
    self.plan = plan
    self.catalogue = catalogue
    let runs = suspects.isEmpty ? judged : judged + suspects
    kept = 0..<judged.count
    self.runs = runs
    paths = releasePath
    var numbers = plan.spaces.map { _ in [String: Int32]() }
    var first: [Int] = []
    var architectures: [Int32] = []
    architectures.reserveCapacity(runs.count)
    var places: [[Int]] = plan.tasks.map { _ in [] }
    // By index: runs are large, and copying them costs more than looking at them.
    for place in runs.indices {
      if place < judged.count { places[runs[place].task].append(place) }
      if let known = numbers[runs[place].space][runs[place].encoding] {
        architectures.append(known)
      } else {
        numbers[runs[place].space][runs[place].encoding] = Int32(first.count)
        architectures.append(Int32(first.count))
        first.append(place)
      }
    }
    self.architectures = architectures
    self.places = places
    let isSettled = stage == .identities
    entries = isSettled ? first.map { try? catalogue.entry(for: runs[$0].encoding) } : []
    networks = isSettled ? Self.networks(first, entries, runs, plan) : []
    curveHashes = hashesCurves ? Self.hashes(of: runs, plan) : []
  }

  /// Numbers effective networks.
  /// - Parameter first: by architecture, a run of it.
  private static func networks(
    _ first: [Int], _ entries: [ArchitectureCatalogue.Entry?], _ runs: [ValidRun], _ plan: BuildPlan
  ) -> [Int32] {
    var numbers = plan.spaces.map { _ in [String: Int32]() }
    var count: Int32 = 0
    return zip(first, entries).map { place, entry in
      let description = entry?.description
      let id = description?.classID(.sameNetwork) ?? description?.classID(.isomorphic) ?? runs[place].encoding
      if let known = numbers[runs[place].space][id] { return known }
      numbers[runs[place].space][id] = count
      count += 1
      return count - 1
    }
  }

  /// The places of the suspects that were trained on a task, ascending.
  func suspects(of task: Int) -> [Int] { (kept.upperBound..<runs.count).filter { runs[$0].task == task } }

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

  private static func hashes(of runs: [ValidRun], _ plan: BuildPlan) -> [CurveHash] {
    let columns = plan.tasks.map { CurveColumns($0.schema) }
    let count = (runs.count + piece - 1) / piece
    let pieces = Mutex<[[CurveHash]]>(Array(repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let part = runs[index * piece..<min(runs.count, (index + 1) * piece)].map { run in
        columns[run.task].hash(of: run.curve)
      }
      pieces.withLock { $0[index] = part }
    }
    return pieces.withLock { $0.flatMap { $0 } }
  }
}
