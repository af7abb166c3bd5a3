import Core

/// The logged number of parameters is the computed one, as built, of the scope that the source logs.
struct ParameterRule: RunRule {
  static let definition = RuleDefinition(
    "COST-01", .error, "logged parameters equal the computed ones",
    RuleDocumentation(
      checks: """
        Each number of parameters that a source logs is that of the network as built, of the part that the \
        source counts (TransNAS-Bench-101: the encoder), to the decimals that are given. Where it is not, the \
        finding says what it would fit: live edges alone, another unit (2^20 instead of 10^6), another part or task, \
        the cell with operations counted away, a mean over seeds of such cells, another architecture. A cost that \
        the source lacks is derived and no fault. Cannot run where none is logged, the space counts none, or the \
        network has another width or depth, which NAS-Bench-201 alone counts.
        """,
      earnedFrom: """
        NATS-Bench #36: a net of 0.802426 M parameters after 12 epochs has 0.6403993 M after 200, the mean of \
        three seeds that hold 7 of the 9 convolutions which are due. AutoDL-Projects #134: 0.48 M and 0.56 M for \
        a swap of operations without weights. Nothing but the parameters shows that the record is of another \
        network.
        """,
      clean: """
        0.802426 for a cell with three nor_conv_3x3.
        """,
      failing: """
        0.6403993 for it: 'a mean over 3 seeds that fits 7 of the 9 'nor_conv_3x3' of its cells: (3,3,1) or \
        (3,2,2)'.
        """
    ))

  /// By task.
  private let costs: [[LoggedCost]]
  private let sizes: [[ReferenceEntry]]

  init(_ plan: BuildPlan) {
    costs = plan.tasks.map { LoggedCost.all(.parameters, on: $0.schema) }
    sizes = plan.tasks.map { NetworkSize.entries(of: $0.reference) }
  }

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let task = subject.task else { return report.notApplicable("the task is unknown") }
    guard let entry = subject.architecture else { return report.notApplicable("the architecture is unknown") }
    var count = 0
    for cost in costs[task] {
      guard let value = cost.value(logged: subject.run.loggedParams?.value, subject.run.values) else { continue }
      // The encoder of TransNAS-Bench-101 is the case that comes fifty thousand times.
      if cost.column == nil, let params = entry.params, value == Double(params) {
        count += 1
        continue
      }
      let name = subject.plan.tasks[task].name
      let entries = entry.description.costs.filter { cost.isOf($0, entry.description, task: name) }
      if entries.isEmpty { continue }
      let size = NetworkSize(of: subject.run, reference: sizes[task])
      if case .other = size, let narrowed = narrowed(entry, subject) {
        let entries = narrowed.costs.filter { cost.isOf($0, narrowed, task: name) }
        count += 1
        weigh(value, cost, entries, narrowed, isNarrowed: true, entry, subject, &report)
        continue
      }
      if let obstacle = size.obstacle(to: cost) { return report.notApplicable(obstacle) }
      count += 1
      weigh(value, cost, entries, entry.description, isNarrowed: false, entry, subject, &report)
    }
    if count > 0 { return report.ran() }
    report.notApplicable(
      entry.params == nil ? "the space counts no parameters" : "the source logs no number of parameters")
  }

  /// The architecture with the costs of the network that was trained, nil where the space counts one size alone.
  private func narrowed(_ entry: ArchitectureCatalogue.Entry, _ subject: Subject) -> ArchitectureDescription? {
    var description = entry.description
    let dimensions = NetworkSize.dimensions(subject.run.configuration.lazy.map(\.value))
    guard let costs = subject.plan.spaces[entry.space].costs(ofEncoding: description.encoding, at: dimensions) else {
      return nil
    }
    description.costs = costs
    return description
  }

  private func weigh(
    _ value: Double, _ cost: LoggedCost, _ entries: [CostEntry], _ architecture: ArchitectureDescription,
    isNarrowed: Bool, _ entry: ArchitectureCatalogue.Entry, _ subject: Subject, _ report: inout RuleReport
  ) {
    for scale in cost.scales {
      if entries.contains(where: { PublishedNumber.isPlain(value, scale: scale, $0.params) }) { return }
      let number = PublishedNumber(value, scale: scale)
      if entries.contains(where: { number.matches($0.params) }) { return }
    }
    guard let task = subject.taskPlan?.name, let expected = entries.first else { return }
    let scale = cost.scales.min {
      abs(value * $0 - Double(expected.params)) < abs(value * $1 - Double(expected.params))
    }
    let number = PublishedNumber(value, scale: scale ?? 1)
    let explanation = CostExplanation(
      space: subject.plan.spaces[entry.space], architecture: architecture, task: task, cost: cost, number: number,
      catalogue: subject.catalogue, counts: { [("params", $0.params)] })
    let isMillions = scale == 1e6
    report.found(
      at: cost.column == nil ? subject.run.loggedParams?.place : nil,
      "\(Self.shown(value)) \(isMillions ? "million parameters" : "parameters") logged\(cost.column.map { _ in " as '\(cost.name)'" } ?? ""), "
        + "\(expected.params) computed for '\(architecture.encoding)'"
        + (isNarrowed ? " at the width and depth of its configuration" : explanation.text),
      expected: isMillions ? "\(Double(expected.params) / 1e6)" : "\(expected.params)",
      hint: (isNarrowed ? nil : explanation.unitHint)
        ?? "find out which network was trained: the record belongs to another encoding or was counted otherwise")
  }

  static func shown(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
