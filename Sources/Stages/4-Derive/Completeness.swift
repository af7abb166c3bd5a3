public import Core

/// How much of each space is in a release, and what lacks.
public struct Completeness {
  private let plan: BuildPlan

  public init(plan: BuildPlan) { self.plan = plan }

  /// What a release has of its benchmark.
  public struct Report: Sendable {
    public var spaces: [SpaceCompleteness] = []
    public var findings: [Finding] = []
    public var tally = RuleTally()

    public init() {}
  }

  /// Counts the architectures with enough runs on each task, and reports what lacks where the pipeline asks for all.
  /// - Parameter rule: the definition and severity of SPACE-01.
  /// - Complexity: O(architectures of the spaces) where something lacks.
  public func report(on released: [ReleasedSpace], rule: RuleDefinition) -> Report {
    var report = Report()
    for space in plan.spaces {
      let part = released.first { $0.id == space.id }
      let needed = plan.runsPerArchitecture ?? 1
      let product = Int(space.size)?.multipliedReportingOverflow(by: needed)
      guard let size = Int(space.size), let wanted = product?.partialValue, product?.overflow == false else {
        report.tally.notApplicable += 1
        report.tally.reasons.insert("all architectures of the space would have more than 2^63 runs")
        continue
      }
      var tasks: [TaskCompleteness] = []
      for task in plan.tasks {
        let counts = runs(of: task.name, in: part)
        let have = counts.values.reduce(0) { $0 + min($1, needed) }
        tasks.append(TaskCompleteness(task: task.name, have: have, want: wanted))
        guard plan.runsPerArchitecture != nil else {
          report.tally.notApplicable += 1
          report.tally.reasons.insert("the pipeline asks for no completeness")
          continue
        }
        report.tally.ran += 1
        guard have < wanted, let severity = rule.severity else { continue }
        report.tally.findings += 1
        let lacking = lacking(space, part, counts, needed)
        report.findings.append(
          Finding(
            rule.code, severity, path: "", space: space.id, task: task.name,
            message: "\(have) of \(wanted) runs are released; lacking are "
              + lacking.map { "'\($0)'" }.joined(separator: ", ") + (wanted - have > lacking.count ? ", …" : ""),
            expected: "\(size) architectures with \(needed) \(needed == 1 ? "run" : "runs") each",
            hint: "add the missing runs, or state in the pipeline file that any subset will do"))
      }
      report.spaces.append(SpaceCompleteness(space: space.id, tasks: tasks))
    }
    return report
  }

  /// The number of runs of each encoding at the largest budget of the task.
  private func runs(of task: TaskName, in space: ReleasedSpace?) -> [String: Int] {
    guard let space, let group = space.tasks.first(where: { $0.name == task })?.groups.last else { return [:] }
    var perArchitecture = [Int](repeating: 0, count: space.architectures.count)
    for index in group.runs.indices { perArchitecture[group.runs[index].architecture] += 1 }
    var counts: [String: Int] = [:]
    for (architecture, count) in perArchitecture.enumerated() where count > 0 {
      counts[space.architectures[architecture].encoding] = count
    }
    return counts
  }

  /// The first three encodings with too few runs.
  private func lacking<Space: SearchSpace>(
    _ space: Space, _ part: ReleasedSpace?, _ counts: [String: Int], _ needed: Int
  ) -> [String] {
    guard let cells = space.enumerate() else { return [] }
    var lacking: [String] = []
    for cell in cells {
      let encoding = space.encode(cell)
      guard counts[encoding, default: 0] < needed else { continue }
      lacking.append(encoding)
      if lacking.count == 3 { break }
    }
    return lacking
  }
}
