import Core

/// The configuration that defines the task is the pipeline's reference, for the keys that the reference states.
struct ConfigurationRule: RunRule {
  static let definition = RuleDefinition(
    "CONF-01", .error, "the run was trained with the reference configuration of its task",
    RuleDocumentation(
      checks: """
        For each key that the pipeline's reference states (batch size, rate, optimizer, input size, transforms, \
        files of the split) the run's configuration holds that value. Numbers are compared as numbers, texts \
        after collapsing blanks, dropping memory addresses and taking square brackets as round ones; paths, \
        workers and devices are not stated in a reference. Cannot run without a reference or a configuration.
        """,
      earnedFrom: """
        A contribution trained with another batch size or resolution passes every other rule.
        """,
      clean: """
        batch_size 128 where the reference says 128.0.
        """,
      failing: """
        batch_size 64.
        """,
      severities: """
        Off in the pipelines whose name ends in -logs, which take any training.
        """
    ))

  /// What each key may hold, by task and entry of its reference.
  private let expected: [[Expected]]

  init(_ plan: BuildPlan) { expected = plan.tasks.map { $0.reference.map { Expected($0) } } }

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let index = subject.task, !subject.plan.tasks[index].reference.isEmpty else {
      return report.notApplicable("the pipeline states no reference configuration for the task")
    }
    guard subject.run.log != nil || !subject.run.configuration.isEmpty else {
      return report.notApplicable("no source states the configuration")
    }
    report.ran()
    // By place: a copy of an entry would count references that all threads share.
    for place in expected[index].indices {
      let found = subject.run.configuration.first { $0.value.key == expected[index][place].entry.key }
      if let found, expected[index][place].matches(found.value.value) { continue }
      tell(expected[index][place].entry, found, subject.plan.tasks[index].name, subject, &report)
    }
  }

  private func tell(
    _ entry: ReferenceEntry, _ found: Claim<Attribute>?, _ task: TaskName, _ subject: Subject,
    _ report: inout RuleReport
  ) {
    guard let found else {
      return report.found(
        at: subject.run.log.map { Place(file: $0) }, "the configuration lacks '\(entry.key)'",
        expected: "\(entry.key) = \(entry.value.text)", hint: "train with the authors' configuration of '\(task)'")
    }
    report.found(
      at: found.place, "\(entry.key) is '\(found.value.value.prefix(200))'",
      expected: "\(entry.key) = \(entry.value.text)",
      hint: "train with the authors' configuration of '\(task)', or release the run under another task")
  }
}

extension ConfigurationRule {
  /// An entry of a reference with the texts that fit it.
  private struct Expected: Sendable {
    let entry: ReferenceEntry
    private let number: Double?
    private let texts: [String]

    init(_ entry: ReferenceEntry) {
      self.entry = entry
      switch entry.value {
      case .number(let number): (self.number, texts) = (number, [])
      case .text(let text): (number, texts) = (nil, [text])
      case .list(let entries):
        (number, texts) = (nil, ["Compose( " + entries.joined(separator: " ") + " )", "\(entries)"])
      }
    }

    /// Whether a normalized configuration value is this one.
    func matches(_ value: String) -> Bool {
      if let number { return Double(value) == number }
      return texts.contains(value)
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
}
