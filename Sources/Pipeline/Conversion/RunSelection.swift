public import Core

/// Which part of a release is wanted.
public struct RunSelection: Sendable {
  /// Empty for all, as the others.
  public var spaces: [SpaceID]
  public var tasks: [TaskName]
  /// Encodings in any notation of their space.
  public var architectures: [String]
  public var metrics: [MetricName]
  public var epochs: Epochs

  /// The epochs whose values are kept.
  public enum Epochs: String, Sendable, CaseIterable {
    case all
    /// The last epoch of each run.
    case final
    /// The epoch that is best on validation.
    case best
  }

  public init(
    spaces: [SpaceID] = [], tasks: [TaskName] = [], architectures: [String] = [], metrics: [MetricName] = [],
    epochs: Epochs = .all
  ) {
    self.spaces = spaces
    self.tasks = tasks
    self.architectures = architectures
    self.metrics = metrics
    self.epochs = epochs
  }

  /// Whether everything is wanted.
  var isEverything: Bool {
    spaces.isEmpty && tasks.isEmpty && architectures.isEmpty && metrics.isEmpty && epochs == .all
  }

  /// Checks the names against what there is.
  /// - Returns: what is not there, nil where all is.
  func unknown(in plan: BuildPlan, _ catalogue: ArchitectureCatalogue) -> String? {
    for space in spaces where !plan.spaces.contains(where: { $0.id == space }) {
      return Self.unknown("space", space.rawValue, plan.spaces.map(\.id.rawValue))
    }
    for task in tasks where plan.taskIndex(of: task.rawValue) == nil {
      return Self.unknown("task", task.rawValue, plan.tasks.map(\.name.rawValue))
    }
    let metricNames = plan.tasks.flatMap { $0.schema.metrics.map(\.name.rawValue) }
    for metric in metrics where !metricNames.contains(metric.rawValue) {
      return Self.unknown("metric", metric.rawValue, Array(Set(metricNames)).sorted { $0.precedesBytewise($1) })
    }
    for architecture in architectures {
      do throws(EncodingError) {
        _ = try catalogue.entry(for: architecture)
      } catch { return "architecture '\(architecture)': \(error)" }
    }
    return nil
  }

  private static func unknown(_ what: String, _ name: String, _ known: [String]) -> String {
    let hint = NearestName.of(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return "no \(what) '\(name)'\(hint) (there are: \(known.map { "'\($0)'" }.joined(separator: ", ")))"
  }

  /// `plan` without the tasks and metrics that are not wanted.
  func narrowed(_ plan: BuildPlan) -> BuildPlan {
    guard !metrics.isEmpty else { return plan }
    var plan = plan
    for index in plan.tasks.indices { plan.tasks[index].schema.metrics.removeAll { !metrics.contains($0.name) } }
    return plan
  }

  /// The wanted part of `runs`, in their order.
  /// - Parameter plan: as it was before `narrowed`.
  func narrowed(_ runs: [ValidRun], _ plan: BuildPlan, _ catalogue: ArchitectureCatalogue) -> [ValidRun] {
    if isEverything { return runs }
    var wanted: Set<String> = []
    for architecture in architectures {
      if let entry = try? catalogue.entry(for: architecture) { wanted.insert(entry.description.encoding) }
    }
    var kept: [ValidRun] = []
    for var run in runs {
      guard spaces.isEmpty || spaces.contains(plan.spaces[run.space].id),
        tasks.isEmpty || tasks.contains(plan.tasks[run.task].name), wanted.isEmpty || wanted.contains(run.encoding)
      else { continue }
      let task = plan.tasks[run.task]
      // Without a metric that is wanted nothing of a task is.
      guard metrics.isEmpty || task.schema.metrics.contains(where: { metrics.contains($0.name) }) else { continue }
      keepEpochs(of: &run.curve, task)
      keepMetrics(of: &run.curve, task.schema)
      kept.append(run)
    }
    return kept
  }

  private func keepEpochs(of curve: inout Curve, _ task: TaskPlan) {
    guard epochs != .all, curve.epochs > 0 else { return }
    var kept = curve.epochs - 1
    if epochs == .best, let column = task.schema.index(of: task.score) {
      let sign = task.schema.metrics[column].direction == .lower ? -1.0 : 1.0
      var best: Double?
      for epoch in 0..<curve.epochs where curve[column, epoch].isFinite {
        let value = sign * curve[column, epoch]
        if best.map({ value > $0 }) ?? true { (best, kept) = (value, epoch) }
      }
    }
    for metric in 0..<curve.metrics {
      for epoch in 0..<curve.epochs where epoch != kept { curve[metric, epoch] = Curve.absent }
    }
  }

  private func keepMetrics(of curve: inout Curve, _ schema: TaskSchema) {
    if metrics.isEmpty { return }
    let columns = schema.metrics.indices.filter { metrics.contains(schema.metrics[$0].name) }
    curve = Curve(
      epochs: curve.epochs, metrics: columns.count, values: columns.flatMap { Array(curve.column($0)) })
  }
}
