import Core

/// Directory, text log and record agree on architecture and task.
///
/// Earned from a layout in which the task stands nowhere but in the path.
/// Holds for `class_scene/model_results/64-1234-basic/` with a record of `64-1234-basic`; fails where the log in it says
/// `task_name jigsaw`.
struct PathRule: RunRule {
  let definition = RuleDefinition("PATH-01", .error, "directory, text log and record agree on architecture and task")

  func check(_ subject: Subject, _ report: inout RuleReport) {
    report.ran(definition)
    disagreement(
      "architecture", subject.run.architectures, &report,
      hint: "move the run into the directory of its architecture, or correct the source that is wrong")
    disagreement(
      "task", subject.run.tasks, &report,
      hint: "move the run into the directory of its task, or correct the source that is wrong")
    if subject.run.tasks.isEmpty, subject.hasRecord {
      report.found(
        definition, "no source names the task", expected: "<task>/model_results/<architecture>/ or a text log",
        hint: "put the run below a directory that is named after its task")
    } else if let claim = subject.run.tasks.first, subject.task == nil,
      Set(subject.run.tasks.map(\.value)).count == 1
    {
      let names = subject.plan.tasks.map { "'\($0.name)'" }.joined(separator: ", ")
      report.found(
        definition, at: claim.place, "task '\(claim.value)' is none of the pipeline", expected: "one of \(names)",
        hint: "name the directory after the task, or add the task to the pipeline file")
    }
  }

  private func disagreement(_ what: String, _ claims: [Claim<String>], _ report: inout RuleReport, hint: String) {
    guard let first = claims.first else { return }
    for claim in claims.dropFirst() where claim.value != first.value {
      report.found(
        definition, at: claim.place,
        "\(claim.place.source) says \(what) '\(claim.value)', \(first.place.source) says '\(first.value)'",
        expected: "the same \(what) in every source", hint: hint)
    }
  }
}

extension Place {
  /// What kind of source this is, for a sentence.
  var source: String {
    if isPath { return "the directory" }
    return pointer == nil ? "the text log" : "the record"
  }
}
