import Core
import Pipeline

/// What a build prints at its end.
struct BuildSummary {
  private let report: BuildReport
  private let pipeline: String
  private let output: String

  init(_ report: BuildReport, pipeline: String, output: String) {
    self.report = report
    self.pipeline = pipeline
    self.output = output
  }

  var text: String {
    let counts = report.counts
    var text = "\(pipeline): \(counts.released) of \(counts.read) runs released to \(output)\n"
    text +=
      "  quarantined \(counts.quarantined), conflicts \(counts.conflicts), exact duplicates \(counts.exactDuplicates)\n"
    text += "  files \(report.files), not recognized \(report.unrecognized)\n"
    for space in report.completeness {
      let have = space.tasks.reduce(0) { $0 + $1.have }
      let want = space.tasks.reduce(0) { $0 + $1.want }
      text += "  \(space.space): \(have) of \(want) runs\n"
    }
    let found = report.rules.filter { (report.tallies[$0.code]?.findings ?? 0) > 0 }
    if !found.isEmpty { text += "findings:\n" }
    for rule in found {
      let tally = report.tallies[rule.code] ?? RuleTally()
      text += "  \(pad(rule.code.rawValue)) \(tally.findings) × \(rule.title)\n"
    }
    for rule in report.rules where rule.severity == nil { text += "  \(pad(rule.code.rawValue)) off\n" }
    let idle = report.rules.filter { rule in
      rule.severity != nil && (report.tallies[rule.code]?.ran ?? 0) == 0
    }
    for rule in idle {
      let why = report.tallies[rule.code]?.reasons.sorted().first ?? "nothing to check"
      text += "  \(pad(rule.code.rawValue)) could not run: \(why)\n"
    }
    return text
  }

  private func pad(_ code: String) -> String {
    code + String(repeating: " ", count: max(0, 9 - code.utf8.count))
  }
}
