import Core

/// Logged costs are equal over the seeds and budgets of one architecture and task.
struct CostAgreementRule: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = RuleDefinition(
    "COST-02", .error, "logged costs are equal over the seeds of an architecture and task",
    RuleDocumentation(
      checks: """
        Logged parameters and FLOPs of one architecture on one task are the same whatever the seed and the epoch \
        budget, to the decimals that are given. Runs whose cost is the computed one are not blamed; networks \
        of another width or depth than the benchmark's are compared with their like. Cannot run where an \
        architecture has one run on a task.
        """,
      earnedFrom: """
        NATS-Bench #36 and AutoDL-Projects #134, whose seeds disagree about the network that they describe; the \
        published interface then keeps the number of one seed and leaves the accuracies of the others in.
        """,
      clean: """
        0.802426 for seeds 777, 888 and 999.
        """,
      failing: """
        0.802426 after 12 epochs and 0.6403993 after 200.
        """
    ))

  /// By task.
  private let costs: [[LoggedCost]]
  private let sizes: [[ReferenceEntry]]

  init(_ plan: BuildPlan) {
    costs = plan.tasks.map { task in
      LoggedCost.all(.parameters, on: task.schema) + LoggedCost.all(.operations, on: task.schema)
    }
    sizes = plan.tasks.map { NetworkSize.entries(of: $0.reference) }
  }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    let tasks = collection.plan.tasks
    for task in tasks.indices {
      var found = 0
      for cost in costs[task] { found += check(cost, task, collection, &report) }
      if found == 0 { report.notApplicable("no costs are logged", collection.places[task].count) }
    }
  }

  /// An architecture in a network that is not as large as the benchmark's.
  private struct Narrowed: Hashable {
    let architecture: Int
    let dimensions: [String: Int]
  }

  /// - Returns: the number of runs that have the cost.
  private func check(
    _ cost: LoggedCost, _ task: Int, _ collection: RunCollection, _ report: inout CollectionReport
  ) -> Int {
    // By architecture: the first run with that cost.
    var first = [Int32](repeating: -1, count: collection.entries.count)
    var firstNarrowed: [Narrowed: Int] = [:]
    var groups: [Int: [Int]] = [:]
    var lone = 0
    var looked = 0
    var found = 0
    var isDifferent: Set<Int> = []
    let runs = collection.runs
    let reference = sizes[task]
    for place in collection.places[task] + collection.suspects(of: task) {
      guard let value = cost.value(logged: runs[place].loggedParams, runs[place].values) else { continue }
      found += 1
      let size = NetworkSize(runs[place].info, reference: reference)
      let architecture = Int(collection.architectures[place])
      let known: Int
      if case .other = size {
        // Networks of one width and depth are compared with each other.
        let narrowed = Narrowed(architecture: architecture, dimensions: NetworkSize.dimensions(runs[place].info))
        guard let other = firstNarrowed[narrowed] else {
          firstNarrowed[narrowed] = place
          lone += 1
          continue
        }
        known = other
      } else {
        if let obstacle = size.obstacle(to: cost) {
          report.notApplicable(obstacle)
          continue
        }
        guard first[architecture] >= 0 else {
          first[architecture] = Int32(place)
          lone += 1
          continue
        }
        known = Int(first[architecture])
      }
      if groups[known] == nil { lone -= 1 }
      looked += groups[known] == nil ? 2 : 1
      groups[known, default: [known]].append(place)
      let other = cost.value(logged: runs[known].loggedParams, runs[known].values)
      if other != value, !agree(value, other ?? .nan, cost) { isDifferent.insert(known) }
    }
    report.ran(looked)
    report.notApplicable("an architecture has one run on a task", lone)
    for known in isDifferent.sorted() { blame(groups[known] ?? [], cost, task, collection, &report) }
    return found
  }

  /// Whether two values are one, to the decimals of the shorter.
  private func agree(_ first: Double, _ second: Double, _ cost: LoggedCost) -> Bool {
    let scale = cost.scales[0]
    return PublishedNumber(first, scale: scale).matches(second * scale)
      || PublishedNumber(second, scale: scale).matches(first * scale)
  }

  /// Blames the runs whose cost is not the computed one; all of them where that decides nothing.
  private func blame(
    _ group: [Int], _ cost: LoggedCost, _ task: Int, _ collection: RunCollection, _ report: inout CollectionReport
  ) {
    let values = group.map { cost.value(logged: collection.runs[$0].loggedParams, collection.runs[$0].values) ?? .nan }
    var isRight = values.map { isComputed($0, cost, task, collection, group[0]) }
    if !isRight.contains(true) { isRight = values.map { _ in false } }
    for (index, place) in group.enumerated() where !isRight[index] {
      let others = group.indices.filter { values[$0] != values[index] }
      guard let other = others.min(by: { collection.precedes(group[$0], group[$1]) }) else { continue }
      report.found(
        of: place,
        "\(cost.name): \(ParameterRule.shown(values[index])) are logged here, \(ParameterRule.shown(values[other])) for "
          + collection.name(group[other]), expected: "one cost for one architecture and task",
        hint: "a mean over seeds of different networks, or another network, was logged: find out which was trained")
    }
  }

  private func isComputed(
    _ value: Double, _ cost: LoggedCost, _ task: Int, _ collection: RunCollection, _ place: Int
  ) -> Bool {
    guard let entry = collection.entries[Int(collection.architectures[place])] else { return false }
    var description = entry.description
    if case .other = NetworkSize(collection.runs[place].info, reference: sizes[task]) {
      let dimensions = NetworkSize.dimensions(collection.runs[place].info)
      description.costs =
        collection.plan.spaces[entry.space].costs(ofEncoding: description.encoding, at: dimensions) ?? []
    }
    let name = collection.plan.tasks[task].name
    if cost.figure == .operations {
      return OperationRule.counter(of: value, cost, description, task: name) != nil
    }
    return description.costs.contains { entry in
      cost.isOf(entry, description, task: name)
        && cost.scales.contains { PublishedNumber(value, scale: $0).matches(entry.params) }
    }
  }
}
