import Core

/// Training finished and every epoch is there.
struct StatusRule: RunRule {
  static let definition = RuleDefinition(
    "RUN-01", .error, "the run finished and its epochs are complete",
    RuleDocumentation(
      checks: """
        The status is 'finished' and there are as many epochs as the budget. The message of a corrupted run is \
        repeated.
        """,
      earnedFrom: """
        The training code of TransNAS-Bench-101 leaves records of killed and failed trainings that differ from \
        whole ones in their status alone.
        """,
      clean: """
        "finish_train": "finished" with 25 of 25 epochs.
        """,
      failing: """
        "finish_train": "running" after 12 of 25 epochs.
        """
    ))

  init(_ plan: BuildPlan) {}

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let status = subject.run.status else {
      return report.notApplicable("the record could not be read")
    }
    report.ran()
    let count = subject.run.epochs.count
    if status.value == "finished", let message = subject.run.statusMessage {
      return report.found(
        at: subject.run.log.map { Place(file: $0) } ?? status.place,
        "status 'finished', but the text log says that the model is corrupted: \(message)",
        expected: "a text log without a failure", hint: "repair the cause and train the run again")
    }
    if status.value == "finished", count >= subject.budget ?? 0 { return }
    let progress = subject.budget.map { "\(count) of \($0) epochs" } ?? "\(count) epochs"
    switch status.value {
    case "finished":
      guard let budget = subject.budget else { return }
      report.found(
        at: status.place, "status 'finished', but only \(progress) are recorded",
        expected: "\(budget) epochs", hint: "train the run to its end, or restore the complete record")
    case "corrupted":
      let reason = subject.run.statusMessage.map { ": \($0)" } ?? ", without a message"
      report.found(
        at: status.place, "status 'corrupted': training failed after \(progress)\(reason)",
        expected: "status 'finished'",
        hint: "repair the cause and train the run again")
    case "running":
      report.found(
        at: status.place, "status 'running': training stopped after \(progress) without an end",
        expected: "status 'finished'", hint: "the process was killed or still runs: let it finish, or train again")
    case "":
      report.found(
        at: status.place,
        count == 0
          ? "the status is empty: training never began" : "the status is missing or empty, with \(progress) recorded",
        expected: "status 'finished'",
        hint: count == 0 ? "train the run" : "restore the record as the training code wrote it, or train the run again")
    default:
      report.found(
        at: status.place, "unknown status '\(status.value)'", expected: "status 'finished'",
        hint: "correct the status, or train the run again")
    }
  }
}
