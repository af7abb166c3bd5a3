import Core
import JSON

/// The member `reading` of a line of a quarantine: a run as it was read.
struct QuarantineReading {
  private let node: JSONNode
  /// The number of files of the line.
  private let files: Int

  init(_ node: JSONNode, files: Int) {
    self.node = node
    self.files = files
  }

  func evidence(layout: String) -> Evidence {
    var run = RawRun()
    run.architectures = claims("architectures") { $0.string }
    run.tasks = claims("tasks") { $0.string }
    run.registryClaims = claims("registry", Self.registryClaim)
    run.seeds = claims("seeds") { $0.integer.map { Int($0) } }
    run.budget = node["budget"].flatMap { claim($0) { $0.integer.map { Int($0) } } }
    run.status = node["status"].flatMap { claim($0) { $0.string } }
    run.statusMessage = node["status_message"]?.string
    run.loggedParams = node["params"].flatMap { claim($0) { $0.integer.map { Int($0) } } }
    run.inferenceTime = node["inference_time"].flatMap(Self.number)
    run.repetition = node["repeat"]?.integer.map { Int($0) }
    run.epochs = (node["epochs"]?.elements ?? []).compactMap { $0.integer.map { Int($0) } }
    run.epochLines = (node["epoch_lines"]?.elements ?? []).compactMap { $0.integer.map { Int($0) } }
    run.configuration = claims("configuration") { Self.attribute($0) }
    run.info = (node["info"]?.elements ?? []).compactMap(Self.attribute)
    run.problems = (node["problems"]?.elements ?? []).compactMap(problem)
    run.problemsOmitted = max(node["problems_omitted"]?.integer.map { Int($0) } ?? 0, 0)
    run.log = node["log_file"]?.integer.flatMap { (0..<Int64(files)).contains($0) ? Int($0) : nil }
    run.epochsCompared = node["epochs_compared"]?.integer.map { Int($0) }
    let values = node["values"]?.members ?? []
    run.values = values.map { Self.number($0.value) ?? Curve.absent }
    let metrics = addCurve(to: &run)
    return Evidence(layout: layout, reading: run, metrics: metrics, values: values.map { MetricName($0.key) })
  }

  /// Adds the curve, where every metric has as many values as there are epochs.
  /// - Returns: the names of its columns.
  private func addCurve(to run: inout RawRun) -> [MetricName] {
    guard let columns = node["metrics"]?.members, !columns.isEmpty else {
      if node["metrics"] != nil { run.curve = Curve(epochs: run.epochs.count, metrics: 0) }
      return []
    }
    var values: [Double] = []
    for column in columns {
      guard let numbers = column.value.elements, numbers.count == run.epochs.count else {
        run.problems.append(
          Problem(
            "SCHEMA-01", at: place(node),
            "'\(column.key.prefix(80))' of the reading has \(column.value.elements?.count ?? 0) values",
            expected: "\(run.epochs.count) values, one for each of 'epochs'", hint: "correct the line of the quarantine"
          ))
        return []
      }
      values += numbers.map { Self.number($0) ?? Curve.absent }
    }
    run.curve = Curve(epochs: run.epochs.count, metrics: columns.count, values: values)
    return columns.map { MetricName($0.key) }
  }

  private func claims<Value>(_ key: String, _ value: (JSONNode) -> Value?) -> [Claim<Value>] {
    (node[key]?.elements ?? []).compactMap { claim($0, value) }
  }

  private func claim<Value>(_ node: JSONNode, _ value: (JSONNode) -> Value?) -> Claim<Value>? {
    node["value"].flatMap(value).map { Claim($0, at: place(node)) }
  }

  private func place(_ node: JSONNode) -> Place {
    let file = node["file"]?.integer.flatMap { (0..<Int64(files)).contains($0) ? Int($0) : nil }
    return Place(
      file: file ?? CarriedRun.tellingFile, line: node["line"]?.integer.map { Int($0) },
      pointer: node["pointer"]?.string,
      isPath: node["is_path"]?.boolean ?? false)
  }

  private func problem(_ node: JSONNode) -> Problem? {
    guard let code = node["code"]?.string, let message = node["message"]?.string else { return nil }
    var problem = Problem(
      RuleCode(code), at: place(node), message, expected: node["expected"]?.string, hint: node["hint"]?.string ?? "",
      severity: node["severity"]?.string.flatMap { Severity(rawValue: $0) })
    problem.isOfComparison = node["of_comparison"]?.boolean ?? false
    return problem
  }

  /// A number of the registry, or the kind and id of a class.
  private static func registryClaim(_ node: JSONNode) -> RegistryClaim? {
    if let index = node.integer { return .index(Int(index)) }
    guard let kind = node[0]?.string.flatMap(EquivalenceKind.init(rawValue:)), let id = node[1]?.string else {
      return nil
    }
    return .classID(kind, id)
  }

  private static func attribute(_ node: JSONNode) -> Attribute? {
    guard let key = node[0]?.string, let value = node[1]?.string else { return nil }
    return Attribute(key, value)
  }

  /// A number, or one of the texts for what is no ordinary number; nil for anything else.
  private static func number(_ node: JSONNode) -> Double? {
    switch node {
    case .string("NaN"): .nan
    case .string("Infinity"): .infinity
    case .string("-Infinity"): -.infinity
    case .bigInteger(let digits): Double(digits)
    default: node.double
    }
  }
}
