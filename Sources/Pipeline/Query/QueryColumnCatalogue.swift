import Core

/// The columns that a query can name.
struct QueryColumnCatalogue {
  /// In the order in which they are listed.
  private(set) var columns: [QueryColumn] = []
  private var places: [String: Int] = [:]
  let isOfTask: Bool
  /// The metric that the query is about, empty for rows of architectures alone.
  private let metricName: String

  init(_ parts: [QueryPart], _ store: any ReleaseStore, _ query: ReleaseQuery) {
    let first = parts.first
    isOfTask = first?.task != nil
    metricName = first?.metric?.name.rawValue ?? ""
    for column in Self.ofArchitectures { add(column) }
    for kind in [EquivalenceKind.isomorphic, .sameNetwork, .published] {
      add(QueryColumn(Self.name(of: kind), .equivalence(kind), isText: true))
    }
    add(QueryColumn("class", .equivalence(query.perClass ?? .isomorphic), isText: true))
    let counts: [CounterName] = ["params", "params_live", "macs", "macs_live"]
    for counter in counts { add(Self.count(counter.rawValue, .architecture, counter)) }
    let counters = first.flatMap { try? store.counters(of: $0.space) } ?? []
    for counter in counters { add(Self.count("counter_\(counter)", .architecture, counter)) }
    guard let first, let schema = first.schema else { return }
    for counter in counts { add(Self.count("model_\(counter)", .model, counter)) }
    for counter in counters { add(Self.count("model_counter_\(counter)", .model, counter)) }
    add(Self.count("params_logged", .logged, "params"))
    // The names of the numbers that the benchmark's own API gives of a model.
    add(QueryColumn("encoder_params", .encoderParams, unit: .count, direction: .lower))
    if counters.contains("thop-0.1.1") {
      add(Self.count("encoder_FLOPs", .encoderOfTask, "thop-0.1.1"))
      add(Self.count("model_FLOPs", .model, "thop-0.1.1"))
    }
    for column in Self.ofRuns { add(column) }
    for value in schema.values {
      add(QueryColumn(value.name.rawValue, .whole(value.name), unit: value.unit, direction: value.direction))
    }
    for (place, metric) in schema.metrics.enumerated() {
      add(QueryColumn(metric.name.rawValue, .metric(place), unit: metric.unit, direction: metric.direction))
    }
    for (place, metric) in schema.metrics.enumerated() where metric.unit == .seconds && metric.split != nil {
      add(QueryColumn("sum_\(metric.name)", .sum(place), unit: .seconds, direction: .lower))
    }
    for rule in EpochRule.allCases {
      for split in [Split.valid, .test] {
        add(
          QueryColumn(
            "score_\(rule.rawValue)_\(split.rawValue)", .score(rule, split), unit: first.metric?.unit ?? .none,
            direction: first.metric?.direction ?? .none))
      }
    }
    for standing in QueryColumn.Standing.allCases {
      add(
        QueryColumn(
          standing.rawValue, .standing(standing), direction: standing == .nregret ? .lower : .higher))
    }
  }

  private static let ofArchitectures = [
    QueryColumn("space", .space, isText: true), QueryColumn("encoding", .encoding, isText: true),
    QueryColumn("canonical", .canonical, isText: true), QueryColumn("disconnected", .disconnected),
    QueryColumn("avg_rank", .averageRank, direction: .lower),
  ]

  private static let ofRuns = [
    QueryColumn("task", .task, isText: true), QueryColumn("budget", .budget, unit: .count),
    QueryColumn("seed", .seed), QueryColumn("repeat", .repetition), QueryColumn("n", .runs, unit: .count),
    QueryColumn("epoch", .epoch), QueryColumn("rank", .rank, direction: .lower),
    QueryColumn("status", .status, isText: true), QueryColumn("epochs", .epochs, unit: .count),
    QueryColumn("inference_time", .inferenceTime, unit: .seconds, direction: .lower),
    QueryColumn("time_total", .totalTime, unit: .seconds, direction: .lower),
  ]

  private static func count(_ name: String, _ scope: StoredCount.Scope, _ counter: CounterName) -> QueryColumn {
    QueryColumn(name, .count(StoredCount(scope, counter)), unit: .count, direction: .lower)
  }

  static func name(of kind: EquivalenceKind) -> String {
    "class_" + kind.rawValue.split(separator: "-").joined(separator: "_")
  }

  private mutating func add(_ column: QueryColumn) {
    if places[column.name] != nil { return }
    places[column.name] = columns.count
    columns.append(column)
  }

  var names: [String] { columns.map(\.name) }
  var kinds: [String: Bool] { Dictionary(columns.map { ($0.name, $0.isText) }) { first, _ in first } }
  func contains(_ name: String) -> Bool { places[name] != nil }

  /// The column `name`; one of a class where it is none of a row.
  func column(_ name: String) -> QueryColumn {
    places[name].map { columns[$0] } ?? QueryColumn(name, .ofClass, direction: name == "members" ? .higher : .none)
  }

  /// What is shown where nothing is asked for.
  /// - Parameter identities: Whether runs have seeds, and whether they have numbers of repetitions.
  func usual(_ query: ReleaseQuery, _ identities: @autoclosure () -> (seeds: Bool, repetitions: Bool)) -> [String] {
    guard isOfTask else { return ["space", "encoding", "params", "macs", "avg_rank"].filter(contains) }
    var names = query.rule == .all ? ["space", "encoding"] : ["rank", "space", "encoding"]
    if let seeds = query.seeds, seeds != .mean {
      let (seeds, repetitions) = identities()
      if seeds || !repetitions { names += ["seed"] }
      if repetitions { names += ["repeat"] }
    }
    if query.rule == .all { names += ["epoch"] }
    names.append(metricName)
    if metricName.hasPrefix("valid_"), contains("test_" + metricName.dropFirst(6)) {
      names.append("test_" + metricName.dropFirst(6))
    }
    names += query.rule == .all || query.rule == .apiBest ? ["n"] : ["n", "epoch"]
    return names + ["params", "macs"].filter(contains)
  }

  /// What rows are sorted by where nothing is asked for: epochs of one architecture stand in their order.
  func usualOrder(_ query: ReleaseQuery) -> String {
    if !isOfTask { return contains("avg_rank") ? "avg_rank" : "encoding" }
    return query.rule == .all && query.perClass == nil ? "encoding" : metricName
  }

  /// Whether the better values of a column are the smaller ones; texts ascend.
  func ascends(_ name: String, _ query: ReleaseQuery) -> Bool {
    // The published API takes the largest of everything, losses too.
    if query.rule.isOfAPI, case .metric = column(name).source { return false }
    if name == "class_mean" { return column(metricName).direction == .lower }
    let column = column(name)
    return column.isText || column.direction == .lower || (column.direction == .none && name != "members")
  }
}
