import Core

/// A cost that a task's sources log: parameters or operations of the network, in which unit and of which part.
struct LoggedCost: Sendable {
  enum Figure: Sendable, Hashable { case parameters, operations }

  let figure: Figure
  /// The place among `TaskSchema.values`; nil for the logged number of parameters, which every task may have.
  let column: Int?
  /// As messages call it.
  let name: String
  /// The part of the network; nil where the name does not tell.
  let scope: CostScope?
  /// What one unit may be worth; several where the source does not say.
  let scales: [Double]

  /// Whether the number is of the network of the benchmark. Training programs log networks of any width and depth under
  /// one encoding.
  let isOfBenchmark: Bool

  static let parameters = LoggedCost()

  /// The costs of `figure` among what is logged on `schema`.
  static func all(_ figure: Figure, on schema: TaskSchema) -> [LoggedCost] {
    var costs = figure == .parameters ? [parameters] : []
    for (index, value) in schema.values.enumerated() {
      guard let cost = LoggedCost(value, index), cost.figure == figure else { continue }
      costs.append(cost)
    }
    return costs
  }

  /// Nil where the name of `value` does not end in a word for parameters or operations, or says of another network or
  /// of a proxy.
  private init?(_ value: MetricDefinition, _ column: Int) {
    let words = value.name.rawValue.lowercased().split(separator: "_")
    guard let last = words.last, !["zc", "supernet"].contains(words[0]) else { return nil }
    switch last {
    case "params", "parameters": figure = .parameters
    case "flops", "flop", "macs": figure = .operations
    default: return nil
    }
    switch value.unit {
    case .millions: scales = [1e6]
    case .count: scales = [1]
    case .none: scales = [1, 1e6, 1e9]
    default: return nil
    }
    self.column = column
    name = value.name.rawValue
    scope = words.contains("encoder") ? .encoder : words.contains("model") ? .model : nil
    isOfBenchmark = words.count == 1 || words[0] == "published"
  }

  private init() {
    figure = .parameters
    column = nil
    name = "parameters"
    scope = nil
    scales = [1]
    isOfBenchmark = true
  }

  /// What is logged, nil where nothing is.
  func value(logged: Int?, _ values: [Double]) -> Double? {
    guard let column else { return logged.map(Double.init) }
    guard column < values.count, values[column].isFinite else { return nil }
    return values[column]
  }

  /// Whether `cost` is of the part and task that the source logs.
  ///
  /// A source that does not name the part means the encoder where a space has one, else the network of the task, else
  /// the network as it is.
  func isOf(_ cost: CostEntry, _ architecture: ArchitectureDescription, task: TaskName) -> Bool {
    let hasEncoder = architecture.costs.contains { $0.scope == .encoder }
    switch scope {
    case .encoder where hasEncoder: return cost.scope == .encoder
    case nil where hasEncoder: return cost.scope == .encoder
    default:
      if architecture.costs.contains(where: { $0.scope == .model && $0.task == task }) {
        return cost.scope == .model && cost.task == task
      }
      return scope == .model && hasEncoder ? false : cost == architecture.primaryCost
    }
  }
}
