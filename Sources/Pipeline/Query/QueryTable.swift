import Core

/// The rows of an answer while it is made.
struct QueryTable {
  /// One row.
  struct Row {
    /// The place of its space in the query, and its own among the rows of that.
    let place: (part: Int, row: Int)
    /// In the order of the table's columns.
    var values: [QueryValue]
    /// For ties: space by place, encoding, seed, repeat, epoch.
    let key: Key
    /// The class of its architecture, where rows are grouped.
    let classID: String?
    /// Of its class: released members that fit the condition, mean and standard deviation of their values.
    var members = 1
    var mean: QueryValue = .absent
    var deviation: QueryValue = .absent
  }

  struct Key {
    let space: Int
    let encoding: String
    let rest: (Int, Int, Int)

    func precedes(_ other: Key) -> Bool {
      if space != other.space { return space < other.space }
      if encoding != other.encoding { return encoding.precedesBytewise(other.encoding) }
      return rest < other.rest
    }
  }

  var columns: [String] {
    didSet { places = Self.places(of: columns) }
  }
  private var places: [String: Int]
  var rows: [Row] = []

  init(columns: [String]) {
    self.columns = columns
    places = Self.places(of: columns)
  }

  private static func places(of columns: [String]) -> [String: Int] {
    Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  func value(_ column: String, _ row: Row) -> QueryValue {
    switch column {
    case "members": .integer(row.members)
    case "class_mean": row.mean
    case "class_sd": row.deviation
    default: places[column].map { row.values[$0] } ?? .absent
    }
  }

  /// Sorts by a column; absent values and NaN come last, ties by space, encoding, seed, repeat and epoch.
  /// - Parameter descendingTies: Whether the greater encoding comes first among equals, as the published API has it.
  mutating func sort(by column: String, ascending: Bool, descendingTies: Bool) {
    let values = rows.map { value(column, $0) }
    let isMissing = values.map(Self.isMissing)
    // Places are moved, not rows, which are long.
    let order = rows.indices.sorted { left, right in
      if isMissing[left] || isMissing[right] {
        return isMissing[left] != isMissing[right] ? isMissing[right] : rows[left].key.precedes(rows[right].key)
      }
      if values[left].precedes(values[right]) == true { return ascending }
      if values[right].precedes(values[left]) == true { return !ascending }
      return descendingTies ? rows[right].key.precedes(rows[left].key) : rows[left].key.precedes(rows[right].key)
    }
    rows = order.map { rows[$0] }
  }

  private static func isMissing(_ value: QueryValue) -> Bool {
    if case .text = value { return false }
    return value.ordered == nil
  }

  /// Keeps of each class the row that comes first by `order`, and notes what the class is.
  /// - Parameter column: Whose mean and standard deviation (ddof 0) over the members are noted.
  mutating func group(by column: String, sortedBy order: String, ascending: Bool) {
    let isOfClass = ReleaseQuery.classColumns(.isomorphic).contains(order)
    sort(by: isOfClass ? column : order, ascending: ascending, descendingTies: false)
    var groups: [String: (first: Int, members: Set<String>, values: [Double])] = [:]
    for (index, row) in rows.enumerated() {
      let name = "\(row.key.space) \(row.classID ?? row.key.encoding)"
      groups[name, default: (index, [], [])].members.insert(row.key.encoding)
      if let number = value(column, row).ordered { groups[name]?.values.append(number) }
    }
    var kept: [Row] = []
    for group in groups.values.sorted(by: { $0.first < $1.first }) {
      var row = rows[group.first]
      row.members = group.members.count
      if !group.values.isEmpty {
        let count = Double(group.values.count)
        let mean = group.values.reduce(0, +) / count
        row.mean = .number(mean)
        let squares = group.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        row.deviation = .number((squares / count).squareRoot())
      }
      kept.append(row)
    }
    rows = kept
  }
}
