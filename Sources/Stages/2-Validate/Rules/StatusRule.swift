import Core

/// Training finished and every epoch is there.
///
/// Holds for `"finish_train": "finished"` with as many epochs as the budget; fails for `running`, `corrupted` (its
/// message is repeated) and an empty status.
struct StatusRule: RunRule {
  let definition = RuleDefinition("RUN-01", .error, "the run finished and its epochs are complete")

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let status = subject.run.status else {
      return report.notApplicable(definition, "the record could not be read")
    }
    report.ran(definition)
    let count = subject.run.epochs.count
    let progress = subject.budget.map { "\(count) of \($0) epochs" } ?? "\(count) epochs"
    switch status.value {
    case "finished":
      guard let budget = subject.budget, count < budget else { return }
      report.found(
        definition, at: status.place, "status 'finished', but only \(progress) are recorded",
        expected: "\(budget) epochs", hint: "train the run to its end, or restore the complete record")
    case "corrupted":
      let reason = subject.run.statusMessage.map { ": \($0)" } ?? ", without a message"
      report.found(
        definition, at: status.place, "status 'corrupted': training failed after \(progress)\(reason)",
        expected: "status 'finished'",
        hint: "repair the cause and train the run again")
    case "running":
      report.found(
        definition, at: status.place, "status 'running': training stopped after \(progress) without an end",
        expected: "status 'finished'", hint: "the process was killed or still runs: let it finish, or train again")
    case "":
      report.found(
        definition, at: status.place, "the status is empty: training never began", expected: "status 'finished'",
        hint: "train the run")
    default:
      report.found(
        definition, at: status.place, "unknown status '\(status.value)'", expected: "status 'finished'",
        hint: "correct the status, or train the run again")
    }
  }
}
