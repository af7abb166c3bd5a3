public import Core

/// How two releases differ, whatever their formats: by the values of their runs.
public struct ReleaseDifference: Sendable, Hashable {
  /// Runs that only the second has, and that only the first has.
  public var added: [RunName] = []
  public var removed: [RunName] = []
  /// Metrics with values that differ, or that one side lacks.
  public var changed: [Change] = []
  /// Tasks and metrics that have another name and the same values.
  public var renamed: [Renaming] = []
  /// Runs that both have, and that are equal within the tolerances.
  public var equal = 0

  /// The identity of a run.
  public struct RunName: Sendable, Hashable {
    public var space: SpaceID
    public var encoding: String
    public var task: TaskName
    public var budget: Int
    public var seed: Int?
    public var repetition: Int?
  }

  /// One metric, or number of the run as a whole, that differs in one run.
  public struct Change: Sendable, Hashable {
    public var run: RunName
    /// The metric, or `inference_time`, `params`, `status`.
    public var quantity: String
    /// The first epoch that differs, nil for a number of the run as a whole.
    public var epoch: Int?
    /// What stands there; `absent` where nothing was measured.
    public var first: String
    public var second: String
    /// How many epochs differ.
    public var count: Int
  }

  /// Two names of one thing.
  public struct Renaming: Sendable, Hashable {
    public enum Kind: String, Sendable { case task, metric }
    public var kind: Kind
    /// The task of a metric.
    public var task: TaskName?
    public var first: String
    public var second: String
  }

  /// How far two numbers may be apart and still be equal: |a - b| <= absolute + relative * |b|.
  public struct Tolerance: Sendable, Hashable {
    public var absolute: Double
    public var relative: Double

    public init(absolute: Double = 0, relative: Double = 0) {
      self.absolute = absolute
      self.relative = relative
    }

    /// Without a tolerance every bit counts; absent equals absent only, NaN equals NaN.
    func allows(_ first: Double, _ second: Double) -> Bool {
      if first.bitPattern == second.bitPattern { return true }
      if Curve.isAbsent(first) || Curve.isAbsent(second) { return false }
      if first.isNaN || second.isNaN { return first.isNaN && second.isNaN }
      if first == second { return absolute > 0 || relative > 0 }
      guard first.isFinite, second.isFinite else { return false }
      return abs(first - second) <= absolute + relative * abs(second)
    }
  }

  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty && renamed.isEmpty }

  /// Compares the runs of two releases by their identities.
  /// - Complexity: O(values of both).
  public init(_ first: Release, _ second: Release, tolerance: Tolerance = Tolerance()) {
    let left = ReleaseIndex(first)
    let right = ReleaseIndex(second)
    let tasks = Self.renamedTasks(left, right, tolerance)
    renamed = tasks.map { Renaming(kind: .task, task: nil, first: $0.rawValue, second: $1.rawValue) }
    let names = Dictionary(uniqueKeysWithValues: tasks)
    var metrics: [TaskName: [Int?]] = [:]
    for name in left.order {
      guard let one = left.runs[name] else { continue }
      var other = name
      if let task = names[name.task] { other.task = task }
      guard let two = right.runs[other] else {
        removed.append(name)
        continue
      }
      if metrics[name.task] == nil { metrics[name.task] = matchMetrics(name.task, other.task, left, right, tolerance) }
      let before = changed.count
      compare(name, one, two, metrics[name.task] ?? [], tolerance)
      if changed.count == before { equal += 1 }
    }
    let back = Dictionary(tasks.map { ($1, $0) }) { first, _ in first }
    for name in right.order {
      var other = name
      if let task = back[name.task] { other.task = task }
      if left.runs[other] == nil { added.append(name) }
    }
  }

  /// Tasks that only one side has, whose runs are the same as far as both sides have them.
  private static func renamedTasks(
    _ left: ReleaseIndex, _ right: ReleaseIndex, _ tolerance: Tolerance
  ) -> [(TaskName, TaskName)] {
    var pairs: [(TaskName, TaskName)] = []
    for first in left.tasks where !right.tasks.contains(first) {
      for second in right.tasks where !left.tasks.contains(second) && !pairs.contains(where: { $0.1 == second }) {
        let common = Self.common(first, second, left, right)
        let isSame = common.allSatisfy { one, two in
          one.run.curve.epochs == two.run.curve.epochs && one.run.curve.metrics == two.run.curve.metrics
            && zip(one.run.curve.values, two.run.curve.values).allSatisfy(tolerance.allows)
        }
        if isSame, !common.isEmpty {
          pairs.append((first, second))
          break
        }
      }
    }
    return pairs
  }

  /// The runs of a task of the first side with those of a task of the second that have the same identity.
  private static func common(
    _ task: TaskName, _ other: TaskName, _ left: ReleaseIndex, _ right: ReleaseIndex
  ) -> [(ReleaseIndex.Entry, ReleaseIndex.Entry)] {
    left.order.filter { $0.task == task }.compactMap { name in
      var renamed = name
      renamed.task = other
      guard let one = left.runs[name], let two = right.runs[renamed] else { return nil }
      return (one, two)
    }
  }

  /// The column of the second side for each column of the first; notes metrics with another name and the same values.
  private mutating func matchMetrics(
    _ task: TaskName, _ other: TaskName, _ left: ReleaseIndex, _ right: ReleaseIndex, _ tolerance: Tolerance
  ) -> [Int?] {
    let common = Self.common(task, other, left, right)
    guard let (one, two) = common.first.map({ ($0.0.schema, $0.1.schema) }) else { return [] }
    var columns = one.metrics.map { two.index(of: $0.name) }
    for index in columns.indices where columns[index] == nil {
      let candidates = two.metrics.indices.filter {
        one.index(of: two.metrics[$0].name) == nil && !columns.contains($0)
      }
      let match = candidates.first { candidate in
        common.allSatisfy { first, second in
          first.run.curve.epochs == second.run.curve.epochs
            && zip(first.run.curve.column(index), second.run.curve.column(candidate)).allSatisfy(tolerance.allows)
        }
      }
      guard let match else { continue }
      columns[index] = match
      renamed.append(
        Renaming(
          kind: .metric, task: task, first: one.metrics[index].name.rawValue, second: two.metrics[match].name.rawValue))
    }
    return columns
  }

  private mutating func compare(
    _ name: RunName, _ one: ReleaseIndex.Entry, _ two: ReleaseIndex.Entry, _ columns: [Int?], _ tolerance: Tolerance
  ) {
    for (column, metric) in one.schema.metrics.enumerated() {
      guard column < columns.count, let other = columns[column] else {
        // A column without a value is no different from none.
        if one.run.curve.column(column).allSatisfy(Curve.isAbsent) { continue }
        note(name, metric.name.rawValue, nil, "a metric", "absent")
        continue
      }
      compare(name, metric.name.rawValue, one.run.curve.column(column), two.run.curve.column(other), tolerance)
    }
    for (column, metric) in two.schema.metrics.enumerated() where !columns.contains(column) {
      if two.run.curve.column(column).allSatisfy(Curve.isAbsent) { continue }
      note(name, metric.name.rawValue, nil, "absent", "a metric")
    }
    let pairs: [(String, Double?, Double?)] =
      [
        ("inference_time", one.run.inferenceTime, two.run.inferenceTime),
        ("params", one.run.loggedParams.map(Double.init), two.run.loggedParams.map(Double.init)),
      ] + Self.values(one, two)
    for (quantity, first, second) in pairs {
      let (first, second) = (first ?? Curve.absent, second ?? Curve.absent)
      if !tolerance.allows(first, second) { note(name, quantity, nil, Self.text(first), Self.text(second)) }
    }
    if one.run.status != two.run.status { note(name, "status", nil, one.run.status, two.run.status) }
  }

  private static func values(_ one: ReleaseIndex.Entry, _ two: ReleaseIndex.Entry) -> [(String, Double?, Double?)] {
    var names = one.schema.values.map(\.name)
    for value in two.schema.values where !names.contains(value.name) { names.append(value.name) }
    return names.map { ($0.rawValue, one.value($0), two.value($0)) }
  }

  private mutating func compare(
    _ name: RunName, _ quantity: String, _ first: ArraySlice<Double>, _ second: ArraySlice<Double>,
    _ tolerance: Tolerance
  ) {
    var count = 0
    var place: Int?
    for epoch in 0..<max(first.count, second.count) {
      let one = epoch < first.count ? first[first.startIndex + epoch] : Curve.absent
      let two = epoch < second.count ? second[second.startIndex + epoch] : Curve.absent
      if tolerance.allows(one, two) { continue }
      count += 1
      if place == nil { place = epoch }
    }
    guard let epoch = place else { return }
    let one = epoch < first.count ? first[first.startIndex + epoch] : Curve.absent
    let two = epoch < second.count ? second[second.startIndex + epoch] : Curve.absent
    changed.append(
      Change(
        run: name, quantity: quantity, epoch: epoch, first: Self.text(one), second: Self.text(two), count: count))
  }

  private mutating func note(_ name: RunName, _ quantity: String, _ epoch: Int?, _ first: String, _ second: String) {
    changed.append(Change(run: name, quantity: quantity, epoch: epoch, first: first, second: second, count: 1))
  }

  private static func text(_ value: Double) -> String { Curve.isAbsent(value) ? "absent" : "\(value)" }
}
