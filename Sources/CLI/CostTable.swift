import Core

/// The costs of an architecture, for people.
enum CostTable {
  /// `encoder`, `model`, or `model` and its task.
  static func name(of cost: CostEntry) -> String {
    cost.task.map { "\(cost.scope.rawValue) \($0)" } ?? cost.scope.rawValue
  }

  /// Such as `3x224x224`.
  static func shape(of cost: CostEntry) -> String { cost.input.map(String.init).joined(separator: "x") }

  /// A row for each entry and a column for each counter that any of them has; then where the figures come from.
  static func text(_ costs: [CostEntry], sources: [CostSource], indent: Int) -> String {
    guard !costs.isEmpty else { return "" }
    let counters = Set(costs.flatMap { $0.counters.map(\.name) }).sorted()
    var rows = [["", "input", "params", "live", "MACs", "live"] + counters.map(\.rawValue)]
    for cost in costs {
      rows.append(
        [name(of: cost), shape(of: cost), "\(cost.params)", "\(cost.paramsLive)", "\(cost.macs)", "\(cost.macsLive)"]
          + counters.map { cost.counter($0).map(String.init) ?? "" })
    }
    var text = TextTable.text(rows, indent: indent)
    let blank = String(repeating: " ", count: indent)
    for source in sources where counters.contains(source.counter) {
      text += "\(blank)\(source.counter): \(source.text)\n"
    }
    return text
  }
}
