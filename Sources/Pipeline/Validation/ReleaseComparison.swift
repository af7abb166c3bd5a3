public import Core
import Deduplicate
import Ingest
import Validate

/// How the runs of a contribution stand to those of a release.
public struct ReleaseComparison: Sendable {
  /// The release as the user named it.
  public var release: String
  /// Runs whose identity the release lacks; whose content it has bit for bit; of which one is a beginning or subset of
  /// the other; which contradict it.
  public var new = 0
  public var identical = 0
  public var overlapping = 0
  public var conflicting = 0
  /// Valid runs that the release lacks, and their architectures.
  public var coverage: [Coverage] = []
  public var shifts: [DistributionShift] = []
  /// Conflicts as errors, overlaps as hints.
  public var findings: [Finding] = []

  /// What a contribution adds to one task of one space.
  public struct Coverage: Sendable, Hashable {
    public var space: SpaceID
    public var task: TaskName
    /// Runs and architectures of the release, and those that it gains.
    public var runs: Int
    public var architectures: Int
    public var gainedRuns: Int
    public var gainedArchitectures: Int
    /// Seeds that the release lacks on this task, ascending.
    public var gainedSeeds: [Int]
  }

  /// Where a run belongs; repeats of one seed share it.
  struct Identity: Hashable {
    let space: Int
    let encoding: String
    let task: Int
    let budget: Int
    let seed: Int?

    init(_ run: ValidRun) {
      space = run.space
      encoding = run.encoding
      task = run.task
      budget = run.budget
      seed = run.seed
    }
  }

  /// - Parameters:
  ///   - combined: the contribution.
  ///   - part: the runs of the release.
  ///   - release: how the user named it.
  /// - Complexity: O(values of both).
  init(
    _ combined: CombinedParts, with part: ReadPart, at release: String, plan: BuildPlan,
    catalogue: ArchitectureCatalogue
  ) {
    self.release = release
    let standing = part.reading.valid
    let index = Dictionary(grouping: standing.indices) { Identity(standing[$0]) }
    var gained: [ValidRun] = []
    var seen: Set<Identity> = []
    for run in combined.reading.valid {
      guard let places = index[Identity(run)] else {
        new += 1
        if seen.insert(Identity(run)).inserted { gained.append(run) }
        continue
      }
      let relations = places.map { (Relation(run.content, standing[$0].content), $0) }
      let best = relations.min { $0.0.rawValue < $1.0.rawValue }
      add(best?.0 ?? .conflicting, run, best.map { standing[$0.1] }, combined.listing, part.listing, plan)
    }
    // A run that is kept out may be the beginning of one that the release has.
    for run in combined.reading.rejected {
      addRejected(run, index, standing, combined.listing, part.listing, plan, catalogue)
    }
    coverage = Self.coverage(standing, gained, plan)
    shifts = plan.tasks.indices.compactMap { task in
      DistributionShift(
        of: combined.reading.valid.filter { $0.task == task }, against: standing.filter { $0.task == task },
        plan.tasks[task])
    }
  }

  private mutating func addRejected(
    _ run: RejectedRun, _ index: [Identity: [Int]], _ standing: [ValidRun], _ listing: Listing,
    _ releaseListing: Listing, _ plan: BuildPlan, _ catalogue: ArchitectureCatalogue
  ) {
    guard let reading = run.evidence?.reading, let curve = reading.curve, curve.epochs > 0, let encoding = run.encoding,
      let task = run.task.flatMap({ plan.taskIndex(of: $0.rawValue) }), let entry = try? catalogue.entry(for: encoding),
      let budget = plan.tasks[task].epochs ?? reading.budget?.value,
      curve.metrics == plan.tasks[task].schema.metrics.count
    else { return }
    let valid = ValidRun(
      space: entry.space, encoding: entry.description.encoding, task: task, budget: budget, seed: run.seed,
      repetition: nil, status: reading.status?.value ?? "", curve: curve, loggedParams: reading.loggedParams?.value,
      inferenceTime: reading.inferenceTime, values: reading.values, info: [], sources: run.sources)
    guard let places = index[Identity(valid)] else { return }
    for place in places where Relation(valid.content, standing[place].content) == .overlapping {
      return add(.overlapping, valid, standing[place], listing, releaseListing, plan)
    }
  }

  private mutating func add(
    _ relation: Relation, _ run: ValidRun, _ other: ValidRun?, _ listing: Listing, _ releaseListing: Listing,
    _ plan: BuildPlan
  ) {
    switch relation {
    case .identical: identical += 1
    case .overlapping: overlapping += 1
    case .conflicting: conflicting += 1
    }
    guard relation != .identical, let source = run.sources.first else { return }
    let address = other.map { Self.address(of: $0, releaseListing, release) } ?? release
    let seed = run.seed.map { "seed \($0)" } ?? "no seed"
    let identity = "\(run.encoding), \(plan.tasks[run.task].name), \(run.budget) epochs, \(seed)"
    let isConflict = relation == .conflicting
    findings.append(
      Finding(
        isConflict ? RuleCatalogue.duplicates.code : "SRC-02", isConflict ? .error : .info,
        path: listing.files[source.file].releasePath, pointer: source.pointer.isEmpty ? nil : source.pointer,
        space: plan.spaces[run.space].id, encoding: run.encoding, task: plan.tasks[run.task].name, seed: run.seed,
        message: isConflict
          ? "the release has another content under the same identity (\(identity)) in \(address)"
            + (other.map { ContentDifference.clause(run, $0, plan.tasks[run.task].schema) } ?? "")
          : "the release has this run (\(identity)) with \(Self.extent(run, other)): \(address)",
        expected: isConflict ? "one content per identity" : nil,
        hint: isConflict
          ? "keep the run that is genuine, or give the runs the seeds that tell them apart"
          : "leave the shorter one out"))
  }

  private static func extent(_ run: ValidRun, _ other: ValidRun?) -> String {
    guard let other else { return "other epochs" }
    return other.curve.epochs == run.curve.epochs
      ? "the same epochs and other values present" : "\(other.curve.epochs) epochs, here are \(run.curve.epochs)"
  }

  /// Where a run of the release came from, else the release itself.
  private static func address(of run: ValidRun, _ listing: Listing, _ release: String) -> String {
    if let origin = run.origins.first {
      return "\(origin.path)\(origin.pointer.isEmpty ? "" : "#\(origin.pointer)") in \(release)"
    }
    return release
  }

  private static func coverage(_ standing: [ValidRun], _ gained: [ValidRun], _ plan: BuildPlan) -> [Coverage] {
    var coverage: [Coverage] = []
    for space in plan.spaces.indices {
      for task in plan.tasks.indices {
        let here = standing.filter { $0.space == space && $0.task == task }
        let more = gained.filter { $0.space == space && $0.task == task }
        if here.isEmpty, more.isEmpty { continue }
        let known = Set(here.map(\.encoding))
        coverage.append(
          Coverage(
            space: plan.spaces[space].id, task: plan.tasks[task].name, runs: here.count, architectures: known.count,
            gainedRuns: more.count, gainedArchitectures: Set(more.map(\.encoding)).subtracting(known).count,
            gainedSeeds: Set(more.compactMap(\.seed)).subtracting(here.compactMap(\.seed)).sorted()))
      }
    }
    return coverage
  }
}
