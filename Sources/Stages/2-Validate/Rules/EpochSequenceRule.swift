import Core

/// Epochs are contiguous from 0, none twice, and as many as the budget.
struct EpochSequenceRule: RunRule {
  let definition = RuleDefinition("CURVE-01", .error, "epochs are contiguous from 0 and as many as the budget")

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard subject.hasRecord else { return report.notApplicable(definition, "the record could not be read") }
    report.ran(definition)
    let epochs = subject.run.epochs.sorted()
    let place = metrics(of: subject)
    if let twice = zip(epochs, epochs.dropFirst()).first(where: { $0 == $1 })?.0 {
      report.found(
        definition, at: place, "epoch \(twice) is recorded twice", expected: "every epoch once",
        hint: "remove the epoch that an earlier run left behind")
    }
    let present = Set(epochs)
    let last = epochs.last ?? -1
    if let missing = (0...max(last, 0)).first(where: { !present.contains($0) }), !epochs.isEmpty {
      report.found(
        definition, at: place, "epoch \(missing) is missing before epoch \(last)",
        expected: "epochs 0 to \(last) without a gap", hint: "restore the complete record, or train the run again")
    }
    guard let budget = subject.budget else { return }
    if present.count > budget || (present.count < budget && subject.run.status?.value == "finished") {
      report.found(
        definition, at: place, "\(present.count) epochs are recorded", expected: "\(budget) epochs",
        hint: "train with the epoch budget of the task, or set it in the pipeline file")
    }
  }

  private func metrics(of subject: Subject) -> Place {
    var place = subject.place
    place.pointer = place.pointer.map { $0 + "/metrics" }
    return place
  }
}
