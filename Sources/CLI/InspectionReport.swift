import Core
import Pipeline

/// What `cellar inspect` prints for people.
struct InspectionReport {
  let opened: OpenedInput
  let inspection: Inspection
  let container: ContainerReport?

  init(_ opened: OpenedInput, container: ContainerReport?) {
    self.opened = opened
    self.container = container
    inspection = Inspection(opened.release)
  }

  func text(_ input: String) -> String {
    let counts = opened.counts
    var text = "\(input): \(opened.format)\n"
    for key in ["title", "version", "schema_version", "licence"] {
      if let fact = opened.release.metadata.first(where: { $0.key == key }), !fact.value.isEmpty {
        text += "  \(key): \(fact.value)\n"
      }
    }
    text += "  runs: \(counts.read) read, \(counts.released) usable"
    text +=
      ", \(counts.exactDuplicates) exact duplicates, \(counts.conflicts) conflicts, \(counts.quarantined) refused\n"
    text += opened.complaintLines
    text += container?.lines ?? ""
    for space in inspection.spaces { text += self.text(space) }
    return text
  }

  private func text(_ space: Inspection.Space) -> String {
    var text = "space \(space.id): \(space.architectures) of \(space.size) architectures\n"
    text += "  classes: \(space.equivalences.map(\.rawValue).joined(separator: ", "))\n"
    for cost in space.costs {
      let of = cost.task.map { " on \($0)" } ?? ""
      text += "  costs of the \(cost.scope.rawValue)\(of) at \(cost.input.map(String.init).joined(separator: "x")): "
      text += cost.counters.map(\.rawValue).joined(separator: ", ") + "\n"
    }
    text += "  missing in architecture x task x seed: \(space.missing) of \(space.cells)\n"
    for task in space.tasks { text += self.text(task) }
    return text
  }

  private func text(_ task: Inspection.Task) -> String {
    var text = "  task \(task.name), budget \(task.budget): \(task.runs) runs, ranked by \(task.score)\n"
    let seeds = task.seeds.map { "\($0.seed) (\($0.runs))" } + (task.seedless > 0 ? ["none (\(task.seedless))"] : [])
    text += "    seeds: \(seeds.joined(separator: ", "))\n"
    if let epochs = task.epochs {
      text += "    epochs: "
      text +=
        epochs.lowerBound == epochs.upperBound
        ? "\(epochs.lowerBound)\n" : "\(epochs.lowerBound) to \(epochs.upperBound)\n"
    }
    text += "    missing in architecture x seed: \(task.missing)\(task.missing == 0 ? "" : ", such as")\n"
    for example in task.missingExamples { text += "      \(example)\n" }
    let rows = (task.metrics + task.values + task.logged).map { metric in
      [
        metric.definition.name.rawValue, metric.definition.unit.rawValue, metric.smallest.map { "\($0)" } ?? "-",
        metric.largest.map { "\($0)" } ?? "-", "\(metric.count)", "\(metric.absent)", "\(metric.special)",
      ]
    }
    return text
      + TextTable.text([["metric", "unit", "least", "most", "values", "absent", "special"]] + rows, indent: 4)
  }
}
