import Core

/// The configuration that defines the task is the pipeline's reference, for the keys that the reference states.
///
/// Earned from contributions trained otherwise, which pass every other rule.
struct ConfigurationRule: RunRule {
  let definition = RuleDefinition("CONF-01", .error, "the run was trained with the reference configuration of its task")

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let task = subject.taskPlan, !task.reference.isEmpty else {
      return report.notApplicable(definition, "the pipeline states no reference configuration for the task")
    }
    guard let log = subject.run.log else {
      return report.notApplicable(definition, "there is no text log")
    }
    report.ran(definition)
    for entry in task.reference {
      guard let found = subject.run.configuration.first(where: { $0.value.key == entry.key }) else {
        report.found(
          definition, at: Place(file: log), "the configuration lacks '\(entry.key)'",
          expected: "\(entry.key) = \(entry.value.text)",
          hint: "train with the authors' configuration of '\(task.name)'")
        continue
      }
      guard !entry.value.matches(found.value.value) else { continue }
      report.found(
        definition, at: found.place, "\(entry.key) is '\(found.value.value.prefix(200))'",
        expected: "\(entry.key) = \(entry.value.text)",
        hint: "train with the authors' configuration of '\(task.name)', or release the run under another task")
    }
  }
}

extension ReferenceValue {
  /// The value as a sentence shows it.
  var text: String {
    switch self {
    case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let text): "'\(text)'"
    case .list(let entries): "[\(entries.joined(separator: ", "))]"
    }
  }

  /// Whether a normalized configuration value is this one.
  func matches(_ value: String) -> Bool {
    switch self {
    case .number(let number): Double(value) == number
    case .text(let text): text == value
    case .list(let entries): value == "Compose( " + entries.joined(separator: " ") + " )" || value == "\(entries)"
    }
  }
}
