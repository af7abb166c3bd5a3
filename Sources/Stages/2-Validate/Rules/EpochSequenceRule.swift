import Core

/// Epochs are contiguous from 0, none twice, and as many as the budget.
struct EpochSequenceRule: RunRule {
  static let definition = RuleDefinition(
    "CURVE-01", .error, "epochs are contiguous from 0 and as many as the budget",
    RuleDocumentation(
      checks: """
        Epoch numbers run from 0 without a gap, none stands twice, and there are as many as the task's budget, for \
        which the run was configured and to which the lines of its text log count.
        """,
      earnedFrom: """
        No published failure: a guard, since a value of one epoch would pass for another's.
        """,
      clean: """
        epoch_0 to epoch_24 with a budget of 25.
        """,
      failing: """
        epoch_0, epoch_2: epoch 1 is missing before epoch 2.
        """
    ))

  init(_ plan: BuildPlan) {}

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard subject.hasRecord else { return report.notApplicable("the record could not be read") }
    report.ran()
    let epochs = subject.epochs
    var gap: (first: Int, next: Int)?
    var next = 0
    var distinct = 0
    var twice: Int?
    for (index, epoch) in epochs.enumerated() {
      if index > 0, epoch == epochs[index - 1] {
        if twice == nil { twice = epoch }
        continue
      }
      distinct += 1
      if epoch >= 0 {
        if epoch > next, gap == nil { gap = (next, epoch) }
        next = epoch == .max ? epoch : epoch + 1
      }
    }
    if let twice {
      report.found(
        at: subject.place(of: nil, epoch: nil), "epoch \(twice) is recorded twice", expected: "every epoch once",
        hint: "remove the epoch that an earlier run left behind")
    }
    if let gap, let last = epochs.last {
      report.found(
        at: subject.place(of: nil, epoch: nil),
        gap.next - gap.first == 1
          ? "epoch \(gap.first) is missing before epoch \(gap.next)"
          : "epochs \(gap.first) to \(gap.next - 1) are missing before epoch \(gap.next)",
        expected: "epochs 0 to \(last) without a gap", hint: "restore the complete record, or train the run again")
    }
    guard let budget = subject.budget else { return }
    if let stated = subject.run.budget, stated.value != budget {
      report.found(
        at: stated.place, "the run was configured for \(stated.value) epochs", expected: "\(budget) epochs",
        hint: "a longer run that was cut is no shorter one: train with the epoch budget of the task")
    }
    if distinct > budget || (distinct < budget && subject.run.status?.value == "finished") {
      report.found(
        at: subject.place(of: nil, epoch: nil), "\(distinct) epochs are recorded", expected: "\(budget) epochs",
        hint: "train with the epoch budget of the task, or set it in the pipeline file")
    }
  }
}
