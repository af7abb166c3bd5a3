import Core

/// Logged FLOPs are those of a counter that has a name.
struct OperationRule: RunRule {
  static let definition = RuleDefinition(
    "COST-03", .warning, "logged FLOPs match a named counter",
    RuleDocumentation(
      checks: """
        Each number of FLOPs that a source logs is what a counter with a name gives for the network, to the \
        decimals that are given: which one is recorded, once for each task and number (info). Cannot run where \
        none are logged, or the network was narrowed.
        """,
      earnedFrom: """
        NATS-Bench #24: one network has 15.65 M FLOPs in the benchmark, 16.46 M by thop and 16.81 M by ptflops; \
        and TransNAS-Bench-101 gives multiply-accumulates under the name of FLOPs.
        """,
      clean: """
        113.95137 for a cell, as AutoDL-Projects counts it.
        """,
      failing: """
        100.0 for it: no counter gives that.
        """,
      severities: """
        An error where no counter matches; the rule's severity where the runs of a task are counted by different \
        ones; info for the record of the counter.
        """
    ))

  /// By task.
  private let costs: [[LoggedCost]]
  private let sizes: [[ReferenceEntry]]
  /// Of a number that no counter gives: an error, unless the pipeline says otherwise.
  private let severity: Severity?

  init(_ plan: BuildPlan) {
    costs = plan.tasks.map { LoggedCost.all(.operations, on: $0.schema) }
    sizes = plan.tasks.map { NetworkSize.entries(of: $0.reference) }
    severity = plan.rules.severities[Self.definition.code] == nil ? .error : nil
  }

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let task = subject.task else { return report.notApplicable("the task is unknown") }
    guard let entry = subject.architecture else { return report.notApplicable("the architecture is unknown") }
    var count = 0
    for cost in costs[task] {
      guard let value = cost.value(logged: nil, subject.run.values) else { continue }
      let name = subject.plan.tasks[task].name
      guard entry.description.costs.contains(where: { cost.isOf($0, entry.description, task: name) }) else { continue }
      let size = NetworkSize(of: subject.run, reference: sizes[task])
      if let obstacle = size.obstacle(to: cost) { return report.notApplicable(obstacle) }
      count += 1
      if Self.counter(of: value, cost, entry.description, task: name) == nil {
        complain(value, cost, entry, subject, &report)
      }
    }
    if count > 0 { return report.ran() }
    report.notApplicable("the source logs no FLOPs that the space can count")
  }

  /// The convention under which the network has the logged number, nil where there is none.
  static func counter(
    of value: Double, _ cost: LoggedCost, _ architecture: ArchitectureDescription, task: TaskName
  ) -> String? {
    for entry in architecture.costs where cost.isOf(entry, architecture, task: task) {
      for scale in cost.scales {
        let number = PublishedNumber(value, scale: scale)
        if let counter = counts(of: entry).first(where: { number.matches($0.count) }) { return counter.name }
      }
    }
    return nil
  }

  /// Published conventions go before plain counts.
  static func counts(of entry: CostEntry) -> [(name: String, count: Int)] {
    entry.counters.filter { $0.name != "published" }.map { ($0.name.rawValue, $0.value) } + [
      ("plain multiply-accumulates", entry.macs), ("plain multiply-accumulates of live edges", entry.macsLive),
      ("twice the plain multiply-accumulates", 2 * entry.macs),
    ] + entry.counters.filter { $0.name == "published" }.map { ($0.name.rawValue, $0.value) }
  }

  private func complain(
    _ value: Double, _ cost: LoggedCost, _ entry: ArchitectureCatalogue.Entry, _ subject: Subject,
    _ report: inout RuleReport
  ) {
    let architecture = entry.description
    guard let task = subject.taskPlan?.name,
      let expected = architecture.costs.first(where: { cost.isOf($0, architecture, task: task) })
    else { return }
    let scale = cost.scales.min { abs(value * $0 - Double(expected.macs)) < abs(value * $1 - Double(expected.macs)) }
    let number = PublishedNumber(value, scale: scale ?? 1)
    let explanation = CostExplanation(
      space: subject.plan.spaces[entry.space], architecture: architecture, task: task, cost: cost, number: number,
      catalogue: subject.catalogue, counts: Self.counts)
    let known = Self.counts(of: expected).map { "\(Double($0.count) / number.scale) (\($0.name))" }
    report.found(
      severity: severity,
      "'\(cost.name)' is \(ParameterRule.shown(value)) for '\(architecture.encoding)', which no known counter gives"
        + explanation.text, expected: "one of " + known.joined(separator: ", "),
      hint: explanation.unitHint ?? "find out which network was counted, and by which tool")
  }
}
