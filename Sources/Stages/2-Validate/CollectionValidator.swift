public import Core
import Dispatch
import Synchronization

/// Judges runs as a set: what no single run can show.
public struct CollectionValidator: Sendable {
  private let plan: BuildPlan
  private let catalogue: ArchitectureCatalogue

  public init(plan: BuildPlan, catalogue: ArchitectureCatalogue) {
    self.plan = plan
    self.catalogue = catalogue
  }

  /// Judges `runs`; the order in which they come decides nothing but the order of the result.
  /// - Parameters:
  ///   - suspects: runs that have been rejected: they are compared with `runs`, which are not blamed for being like them.
  ///   - stage: which rules are judged: those about sources before identities are settled, those about identities after.
  ///   - releasePath: the release path of a file of the listing.
  /// - Complexity: O(values of the runs + n log n).
  public func judge(
    _ runs: [ValidRun], suspects: [ValidRun] = [], at stage: CollectionStage = .identities,
    releasePath: @escaping @Sendable (Int) -> String
  ) -> CollectionJudgement {
    var judgement = CollectionJudgement(kept: runs)
    let rules = RuleCatalogue.collectionRules.compactMap { kind -> (Int, Severity, any CollectionRule)? in
      guard kind.stage == stage, let severity = plan.rules.severity(of: kind.definition) else { return nil }
      return (RuleCatalogue.rank(kind.definition.code), severity, kind.init(plan))
    }
    if rules.isEmpty { return judgement }
    let collection = RunCollection(
      runs, suspects: suspects, plan: plan, catalogue: catalogue, stage: stage,
      hashesCurves: rules.contains { $0.2 is CopiedCurveRule },
      releasePath: releasePath)
    var report = CollectionReport(collection)
    for part in Self.reports(of: rules, on: collection) { report.add(part) }
    judgement.findings = report.findings
    for (rank, tally) in report.tallies { judgement.tallies[RuleCatalogue.all[rank].code] = tally }
    if !report.errors.isEmpty || !report.repeats.isEmpty { part(runs, report, &judgement) }
    judgement.suspicions = report.remarks.filter { $0.key >= runs.count }.sorted { $0.key < $1.key }.map {
      place, remarks in
      let codes = (report.errors[place] ?? []).map { RuleCatalogue.all[$0].code }
      return (place - runs.count, codes, remarks)
    }
    return judgement
  }

  /// What each rule says, in their order: none needs another, so they look side by side.
  private static func reports(
    of rules: [(rank: Int, severity: Severity, rule: any CollectionRule)], on collection: RunCollection
  ) -> [CollectionReport] {
    let reports = Mutex([CollectionReport?](repeating: nil, count: rules.count))
    DispatchQueue.concurrentPerform(iterations: rules.count) { index in
      var report = CollectionReport(collection)
      report.begin(rules[index].rank, rules[index].severity)
      rules[index].rule.check(collection, &report)
      reports.withLock { [report] in $0[index] = report }
    }
    return reports.withLock { $0 }.compactMap { $0 }
  }

  /// Moves rejected runs and copies out of what is kept.
  private func part(_ runs: [ValidRun], _ report: CollectionReport, _ judgement: inout CollectionJudgement) {
    var sources: [Int: [SourceReference]] = [:]
    for (place, other) in report.repeats.sorted(by: { $0.key < $1.key }) where report.errors[place] == nil {
      var last = other
      while let next = report.repeats[last], report.errors[last] == nil { last = next }
      sources[last, default: []] += runs[place].sources
    }
    judgement.kept.removeAll(keepingCapacity: true)
    for (place, run) in runs.enumerated() {
      var run = run
      run.sources += sources[place] ?? []
      if let ranks = report.errors[place] {
        var rejected = RejectedRun(
          space: plan.spaces[run.space].id, encoding: run.encoding, task: plan.tasks[run.task].name, seed: run.seed,
          codes: ranks.sorted().map { RuleCatalogue.all[$0].code }, sources: run.sources)
        rejected.remarks = report.remarks[place] ?? []
        judgement.rejected.append(rejected)
      } else if report.repeats[place] != nil {
        judgement.exactDuplicates += 1
      } else {
        judgement.kept.append(run)
      }
    }
  }
}
