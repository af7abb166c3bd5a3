import Core

extension ParquetTables {
  /// The tables that `ParquetReleaseWriter` writes below `parquet/`, in the order of their columns there.
  var dictionary: [DataTable] {
    var taken: Set<String> = []
    let curves = taskNames.map { task in
      let name = SQLiteName.unique("curve_\(task)", among: &taken)
      let epoch = DataTable.Column(name: "epoch", content: .integer, title: "epoch, from 0", provenance: .measured)
      return table(
        name, "an epoch of a run", Self.identityDictionary + [epoch] + metrics(of: task).map { metric($0, of: task) })
    }
    return [table("architecture", "an architecture with at least one run", architectureDictionary)]
      + [table("run", "a training run", runDictionary)] + curves
      + [table("score", "the score of an architecture on a task under one epoch rule", Self.scoreDictionary)]
  }

  private func table(_ name: String, _ title: String, _ columns: [DataTable.Column]) -> DataTable {
    DataTable(name: name, path: "parquet/\(name).parquet", kind: .parquet, title: title, columns: columns)
  }

  private func metric(_ name: MetricName, of task: TaskName) -> DataTable.Column {
    let definition = release.spaces.lazy.flatMap(\.tasks).filter { $0.name == task }.lazy
      .flatMap(\.schema.metrics).first { $0.name == name }
    return definition.map(DataTable.Column.init(_:))
      ?? DataTable.Column(name: name.rawValue, content: .real, title: name.rawValue)
  }

  private static let identityDictionary: [DataTable.Column] = [
    DataTable.Column(name: "run_id", content: .integer, title: "number of the run, from 1"),
    DataTable.Column(name: "space", content: .text, title: "id of the search space"),
    DataTable.Column(name: "encoding", content: .text, title: "architecture encoding", provenance: .measured),
    DataTable.Column(name: "task", content: .text, title: "name of the task"),
    DataTable.Column(
      name: "budget", content: .integer, unit: .count, title: "epochs that the run was meant to last",
      provenance: .measured, lower: 0),
    DataTable.Column(name: "seed", content: .integer, title: "seed; null where unknown", provenance: .measured),
    DataTable.Column(
      name: "repeat", content: .integer, title: "ordinal of a repetition without seed", provenance: .measured),
  ]

  private var runDictionary: [DataTable.Column] {
    let fixed: [DataTable.Column] = [
      DataTable.Column(
        name: "epochs", content: .integer, unit: .count, title: "epochs that the run lasted", provenance: .measured,
        lower: 0),
      DataTable.Column(
        name: "status", content: .text, title: "status as the source names it", provenance: .measured),
      DataTable.Column(
        name: "time_total", content: .real, unit: .seconds, title: "from the start to the end of the last epoch",
        provenance: .measured, lower: 0),
      DataTable.Column(
        name: "inference_time", content: .real, unit: .seconds, title: "time of one forward pass, as logged",
        provenance: .measured, lower: 0),
      DataTable.Column(
        name: "params", content: .integer, unit: .count, title: "trainable parameters, as logged",
        provenance: .measured, lower: 0),
    ]
    var names = Set((Self.identityDictionary + fixed).map(\.name))
    let values = valueNames.map { value in
      let definition = release.spaces.lazy.flatMap(\.tasks).flatMap(\.schema.values).first { $0.name == value }
      var column =
        definition.map(DataTable.Column.init(_:))
        ?? DataTable.Column(name: value.rawValue, content: .real, title: value.rawValue)
      while !names.insert(column.name).inserted { column.name = "run_" + column.name }
      return column
    }
    return Self.identityDictionary + fixed + values
  }

  private var architectureDictionary: [DataTable.Column] {
    var kinds: [EquivalenceKind] = []
    for kind in release.spaces.flatMap(\.equivalenceKinds) where !kinds.contains(kind) { kinds.append(kind) }
    let counters = release.spaces.lazy.flatMap(\.architectures).compactMap(\.description.primaryCost).counterNames
    var columns = [
      DataTable.Column(name: "space", content: .text, title: "id of the search space"),
      DataTable.Column(name: "encoding", content: .text, title: "architecture encoding", provenance: .measured),
      DataTable.Column(
        name: "canonical", content: .text, title: "canonical form", formula: "smallest encoding of the isomorphic class"
      ),
    ]
    for kind in kinds {
      columns.append(
        DataTable.Column(
          name: kind.columnName, content: .text, title: "class under the equivalence \(kind.rawValue)",
          formula: "kind and smallest encoding of the class"))
    }
    columns.append(
      DataTable.Column(
        name: "disconnected", content: .boolean, title: "whether no path of operations joins input and output",
        formula: "reachability"))
    let counts =
      ["params", "params_live", "macs", "macs_live"].map { ($0, $0) } + counters.map { ("counter_\($0)", "\($0)") }
    for (name, counter) in counts {
      columns.append(
        DataTable.Column(
          name: name, content: .integer, unit: .count, title: "the count \(counter), at the first input size",
          formula: "sum over layers", lower: 0))
    }
    columns.append(
      DataTable.Column(
        name: "avg_rank", content: .real, title: "mean rank over the tasks, 1 is best", formula: "avg_rank", lower: 1))
    return columns
  }

  private static let scoreDictionary: [DataTable.Column] =
    identityDictionary[1...4] + [
      DataTable.Column(name: "rule", content: .text, title: "which epoch is read: final, best_valid"),
      DataTable.Column(name: "split", content: .text, title: "train, valid or test"),
      DataTable.Column(name: "n", content: .integer, unit: .count, title: "distinct seeds behind the value", lower: 1),
      DataTable.Column(name: "epoch", content: .integer, title: "epoch that was read, null where seeds differ"),
      DataTable.Column(
        name: "value", content: .real, title: "value of the task's score metric, in its unit",
        formula: "mean over distinct seeds"),
    ]
    + [
      ("minmax_p", "place between the 1st and the 99th percentile", 0.0, 1.0),
      ("rank01", "place by rank, 1 is best", 0, 1),
      ("zscore", "standardized value", nil, nil), ("nregret", "normalized regret", 0, 1),
    ].map { (name: String, title: String, lower: Double?, upper: Double?) in
      DataTable.Column(
        name: name, content: .real, unit: name == "zscore" ? .none : .fraction, title: title, formula: name,
        lower: lower, upper: upper)
    }
}

extension DataTable.Column {
  init(_ metric: MetricDefinition) {
    self.init(
      name: metric.name.rawValue, content: .real, unit: metric.unit, title: metric.title, formula: metric.formula,
      provenance: metric.provenanceKind, lower: metric.lower, upper: metric.upper)
  }
}
