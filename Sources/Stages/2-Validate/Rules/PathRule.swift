import Core

/// Directory, text log and record agree on architecture and task.
struct PathRule: RunRule {
  static let definition = RuleDefinition(
    "PATH-01", .error, "directory, text log and record agree on architecture and task",
    RuleDocumentation(
      checks: """
        Whatever names the architecture or the task (the path at any depth, record, configuration and lines of \
        epochs of the text log) names the same, and the task is one of the pipeline.
        """,
      earnedFrom: """
        A layout in which the task stands nowhere but in the path: a directory moved by hand turns one task into \
        another.
        """,
      clean: """
        class_scene/model_results/64-1234-basic/ with a record and a log of 64-1234-basic.
        """,
      failing: """
        The same path with a log that says 'task_name jigsaw'.
        """
    ))

  init(_ plan: BuildPlan) {}

  func check(_ subject: Subject, _ report: inout RuleReport) {
    report.ran()
    disagreement(
      "architecture", subject.run.architectures, subject, &report,
      hint: "move the run into the directory of its architecture, or correct the source that is wrong")
    disagreement(
      "task", subject.run.tasks, subject, &report,
      hint: "move the run into the directory of its task, or correct the source that is wrong")
    if subject.run.tasks.isEmpty, subject.hasRecord {
      report.found(
        "no source names the task", expected: "a task in the path, the record or its text log",
        hint: "put the run below a directory that is named after its task, or state the task in the record")
    } else if let claim = subject.run.tasks.first, subject.task == nil,
      subject.run.tasks.allSatisfy({ $0.value == claim.value })
    {
      let names = subject.plan.tasks.map { "'\($0.name)'" }.joined(separator: ", ")
      report.found(
        at: claim.place, "task '\(claim.value)' is none of the pipeline", expected: "one of \(names)",
        hint: "correct the name of the task, or add the task to the pipeline file")
    }
  }

  private func disagreement(
    _ what: String, _ claims: [Claim<String>], _ subject: Subject, _ report: inout RuleReport, hint: String
  ) {
    guard claims.count > 1 else { return }
    let first = claims[0]
    for claim in claims.dropFirst() where claim.value != first.value {
      report.found(
        at: claim.place,
        "\(subject.source(of: claim.place)) says \(what) '\(claim.value)', \(subject.source(of: first.place)) says "
          + "'\(first.value)'", expected: "the same \(what) in every source", hint: hint)
    }
  }
}
