import Core

/// The logged number of parameters is the computed one, as built, of the scope that the source logs.
///
/// Earned from published records that describe another network than the one under which they are filed, which nothing
/// but the number of parameters shows. Where it differs, the finding says what it would fit: live edges only, the whole
/// model, or other architectures.
struct ParameterRule: RunRule {
  let definition = RuleDefinition("COST-01", .error, "logged parameters equal the computed ones")

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let logged = subject.run.loggedParams else {
      return report.notApplicable(definition, "the source logs no number of parameters")
    }
    guard let entry = subject.architecture, let params = entry.params else {
      return report.notApplicable(definition, "the architecture is unknown")
    }
    report.ran(definition)
    guard logged.value != params, let cost = entry.description.primaryCost else { return }
    let architecture = entry.description
    report.found(
      definition, at: logged.place,
      "\(logged.value) parameters logged, \(cost.params) computed for '\(architecture.encoding)'"
        + explanation(logged.value, subject, architecture, cost),
      expected: "\(cost.params)",
      hint: "find out which network was trained: the record belongs to another encoding or was counted otherwise")
  }

  private func explanation(
    _ value: Int, _ subject: Subject, _ architecture: ArchitectureDescription, _ cost: CostEntry
  ) -> String {
    if value == cost.paramsLive { return "; it equals the count of live edges only" }
    if let task = subject.taskPlan?.name, let model = architecture.modelCost(of: task), value == model.params {
      return "; it equals the count of the whole model of '\(task)'"
    }
    for model in architecture.costs where model.scope == .model && model.params == value {
      return "; it equals the count of the whole model of '\(model.task.map(\.rawValue) ?? "")'"
    }
    let others = subject.catalogue.architectures(withParams: value, limit: 3)
    if others.isEmpty { return "; no architecture of the spaces has that many" }
    return "; it fits " + others.map { "'\($0)'" }.joined(separator: ", ")
  }
}
