import Core
import Pipeline
import SearchSpaces

/// What `cellar explain` prints for people.
struct ExplanationText {
  let explanation: ReleaseExplanation
  let file: String
  let rules: [RuleReport]?

  var text: String {
    let description = explanation.description
    var text = "\(description.encoding)\n"
    let names = ["title", "version"].compactMap { key in explanation.release.first { $0.key == key }?.value }
    text += "  release    \(names.isEmpty ? file : names.joined(separator: ", "))\n"
    text += "  space      \(description.space)\n  canonical  \(description.canonical)\n"
    for entry in explanation.classes {
      let members = entry.members.map { ", \($0) released in it" } ?? ""
      text += "  class      \(entry.id)\(members)\n"
    }
    if description.isDisconnected { text += "  disconnected: no path of operations joins input and output\n" }
    if let space = allSearchSpaces.first(where: { $0.id == description.space }) {
      text += Self.drawing(of: description.encoding, in: space)
      if explanation.task == nil {
        text += "\n" + CostTable.text(description.costs, sources: space.costSources, indent: 2)
      }
    }
    if !explanation.isReleased { return Self.printable(text + absence) }
    text += "\n" + standings
    if let task = explanation.task {
      text += runs(of: task)
    } else if !explanation.rejections.isEmpty {
      text += "\n  kept out:\n" + rejections(explanation.rejections)
    }
    if let value = explanation.value { text += chain(of: value) }
    if explanation.task != nil { text += checks }
    return Self.printable(text)
  }

  private static func drawing(of encoding: String, in space: some SearchSpace) -> String {
    guard let cell = try? space.parse(encoding) else { return "" }
    var text = ""
    for sketch in space.sketches(of: cell) {
      text += "\n  \(sketch.title)\n"
      for line in TextDrawing(sketch).lines { text += "    \(line)\n" }
    }
    return text
  }

  /// Why there is nothing to tell.
  private var absence: String {
    if !explanation.tellsRejections {
      return
        "\nnot released: an architecture of the space without a run in \(file); the release directory may tell why\n"
    }
    if explanation.rejections.isEmpty {
      return "\nnot released: an architecture of the space of which no record was met\n"
    }
    return "\nnot released: every record of it was kept out\n" + rejections(explanation.rejections)
  }

  private func rejections(_ list: [StoredRejection]) -> String {
    var text = ""
    for rejection in list {
      let task = rejection.task.map { "\($0)" }
      let run = [task, rejection.seed.map { "seed \($0)" }].compactMap(\.self).joined(separator: ", ")
      text += "  \(rejection.code)  \(rejection.source.path)\(place(rejection.source.pointer))"
      text += run.isEmpty ? "\n" : " (\(run))\n"
      if let message = rejection.message { text += "    \(message)\n" }
    }
    return text
  }

  private func place(_ pointer: String) -> String { pointer.isEmpty ? "" : " at \(pointer)" }

  private var standings: String {
    var rows = [["task", "metric", "value", "n", "epoch", "rank", "of"]]
    for standing in explanation.standings {
      let value = standing.value.map { RoundedNumber.text($0, unit: standing.metric.unit) }
      rows.append([
        standing.task.rawValue, "\(standing.metric.name) by \(standing.rule.rawValue)",
        value ?? (standing.isReleased ? "-" : "not released"), "\(standing.count)",
        standing.epoch.map(String.init) ?? "-", standing.rank.map(String.init) ?? "-", "\(standing.total)",
      ])
    }
    return TextTable.text(rows, indent: 2)
  }

  private func runs(of task: ReleaseExplanation.TaskEntry) -> String {
    var text = "\n  \(task.name): \(task.runs.count) runs\n"
    for entry in task.runs {
      let run = entry.run
      let seed = run.seed.map { "seed \($0)" } ?? run.repetition.map { "repeat \($0)" } ?? "no seed"
      let best = entry.bestEpoch.map { "epoch \($0) best on validation" } ?? "no best epoch"
      text += "    \(seed), \(run.budget) epochs, \(entry.status), \(run.epochs) done, \(best)\n"
      for source in entry.sources {
        text += "      \(source.path)\(place(source.pointer))\n"
        text +=
          "        sha256 \(source.sha256 ?? "unknown"), \(source.bytes) bytes, \(source.parser ?? "not parsed")\n"
      }
      for finding in entry.findings {
        let line = finding.line.map { ", line \($0)" } ?? ""
        let expected = finding.expected.map { "; expected \($0)" } ?? ""
        text += "      \(finding.severity) \(finding.code)\(line): \(finding.message)\(expected)\n"
      }
    }
    let others = explanation.rejections.filter { rejection in
      rejection.task.map { $0 == task.name }
        ?? rejection.source.path.split(separator: "/").contains(Substring(task.name.rawValue))
    }
    if !others.isEmpty { text += "    kept out:\n" + rejections(others) }
    if !explanation.tellsProvenance { text += "    sources and findings stand in the .sqlite of the release\n" }
    return text
  }

  /// From the value back to bytes of a file.
  private func chain(of value: ReleaseExplanation.ValueEntry) -> String {
    let unit = value.metric.unit == .none ? "" : " \(value.metric.unit.rawValue)"
    var text = "\n  \(value.metric.name) = \(value.value.map { "\($0)\(unit)" } ?? "absent")\n"
    let count = value.runs.count
    if let note = value.scoreNote {
      text += "    <- table \(note.table), column \(note.column): \(note.text); \(note.formula ?? "as measured")\n"
    } else if count > 1 {
      text += "    <- mean over \(count) runs\n"
    }
    text += "    <- rule \(value.rule.rawValue): "
    text +=
      value.rule == .final
      ? "the last epoch\n" : "the earliest epoch with the best finite validation value of the ranking metric\n"
    if let note = value.note {
      text += "    <- table \(note.table), column \(note.column) (\(note.provenance)): \(note.text)"
      text += note.formula.map { "; \($0)\n" } ?? "\n"
    } else {
      text += "    <- \(value.metric.title)\(value.metric.formula.map { "; \($0)" } ?? "")\n"
    }
    for entry in value.runs {
      let run = entry.run
      let seed = run.seed.map { "seed \($0)" } ?? run.repetition.map { "repeat \($0)" } ?? "no seed"
      let epoch = entry.epoch.map { "epoch \($0)" } ?? "no epoch"
      text += "    <- run of \(seed), \(epoch): \(entry.value.map { "\($0)" } ?? "absent")\n"
      let told = explanation.task?.runs.first { $0.run == run }
      for source in told?.sources ?? [] { text += "      <- \(source.path)\(place(source.pointer))\n" }
      let curve = entry.curve.map { Curve.isAbsent($0) ? "-" : RoundedNumber.text($0, unit: value.metric.unit) }
      text += "      by epoch: \(curve.joined(separator: " "))\n"
    }
    return text
  }

  /// The rules under which the runs were released.
  private var checks: String {
    guard let rules else { return "\n  rules: the manifest of a release directory lists them\n" }
    let ran = rules.filter { $0.ran > 0 }
    var text = "\n  checked by \(ran.count) rules, each on every run that it applies to:\n"
    var line = "   "
    for rule in ran {
      if line.count + rule.code.count > 100 {
        text += line + "\n"
        line = "   "
      }
      line += " \(rule.code)"
    }
    return text + line + "\n"
  }

  /// A release is read as it is; what it says must not steer the terminal.
  private static func printable(_ text: String) -> String {
    String(
      text.unicodeScalars.map { $0.value < 32 && $0 != "\n" || (127..<160).contains($0.value) ? "?" : Character($0) })
  }
}
