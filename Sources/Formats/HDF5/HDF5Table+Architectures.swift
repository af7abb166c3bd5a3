import Core

extension HDF5Table {
  /// Adds the dimension `architecture` and every column of a space's architectures.
  mutating func addArchitectures(of space: ReleasedSpace) {
    let all = space.architectures
    let dimension = "architecture"
    addScale(
      dimension, count: all.count, HDF5ColumnNote("number of the architecture, sorted by encoding", .derived))
    add("encoding", all.map(\.encoding), along: dimension, HDF5ColumnNote("architecture encoding", .measured))
    add(
      "canonical", all.map(\.description.canonical), along: dimension,
      HDF5ColumnNote(
        "canonical form", .derived, formula: "bytewise smallest encoding of the isomorphic class"))
    for kind in space.equivalenceKinds {
      add(
        kind.columnName, all.map { $0.description.classID(kind) ?? "" }, along: dimension,
        HDF5ColumnNote("class id, \(kind)", .derived, formula: "kind and bytewise smallest encoding of the class"))
    }
    add(
      "disconnected", all.map(\.description.isDisconnected), along: dimension,
      HDF5ColumnNote("1 where no path of operations joins input and output", .derived, formula: "reachability"))
    addCosts(all.map(\.description.primaryCost), prefix: "", along: dimension, of: "encoder")
    add(
      "avg_rank", all.map { $0.averageRank ?? .nan }, along: dimension,
      HDF5ColumnNote("mean rank over all tasks, 1 is best", .derived, formula: StatisticsFormula.line("avg_rank")))
    add(
      "tasks_ranked", all.map { Int64($0.tasksRanked) }, along: dimension,
      HDF5ColumnNote("tasks with a rank", units: .count, .derived, formula: "number of tasks with a score"))
  }

  /// Adds the costs that some architecture has.
  mutating func addCosts(
    _ costs: [CostEntry?], rows: [Int]? = nil, prefix: String, along dimension: String, of network: String,
    live: Bool = true, params: Bool = true
  ) {
    /// One count per row, found once per architecture.
    func column(_ count: (CostEntry) -> Int?) -> [Int?] {
      let counts = costs.map { $0.flatMap(count) }
      return rows.map { rows in rows.map { counts[$0] } } ?? counts
    }
    guard costs.contains(where: { $0 != nil }) else { return }
    if params {
      addCounts("\(prefix)params", column { $0.params }, along: dimension, "parameters of the \(network)")
    }
    if live {
      addCounts(
        "\(prefix)params_live", column { $0.paramsLive }, along: dimension,
        "parameters of the \(network), without dead edges")
    }
    addCounts("\(prefix)macs", column { $0.macs }, along: dimension, "multiply-accumulates of the \(network)")
    if live {
      addCounts(
        "\(prefix)macs_live", column { $0.macsLive }, along: dimension,
        "multiply-accumulates of the \(network), without dead edges")
    }
    guard live || !prefix.isEmpty else { return }
    for name in costs.lazy.compactMap({ $0 }).counterNames {
      addCounts(
        "\(prefix)counter_\(name)", column { $0.counter(name) }, along: dimension,
        "count of the \(network) as \(name) does it")
    }
  }

  /// Adds computed counts; where some are absent, -1 is the `_FillValue`.
  mutating func addCounts(
    _ name: String, _ values: [Int?], along dimension: String, _ longName: String,
    _ provenance: ProvenanceKind = .derived, formula: String = "computed from the architecture"
  ) {
    add(
      name, values.map { Int64($0 ?? -1) }, along: dimension, fill: values.contains(nil) ? -1 : nil,
      HDF5ColumnNote(longName, units: .count, provenance, formula: provenance == .measured ? nil : formula))
  }
}
