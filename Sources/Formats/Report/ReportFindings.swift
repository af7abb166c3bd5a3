import Core

/// What the rules found, and what was kept out.
struct ReportFindings {
  let release: Release

  /// Characters of a message that are shown.
  private static let limit = 240

  var html: HTML {
    var counts: [RuleCode: (count: Int, severity: Severity, example: Finding)] = [:]
    for finding in release.findings {
      if let known = counts[finding.code] {
        counts[finding.code] = (known.count + 1, max(known.severity, finding.severity), known.example)
      } else {
        counts[finding.code] = (1, finding.severity, finding)
      }
    }
    let kept = release.quarantine.count
    let sources = release.sources.count
    var html: HTML = """
      <p>\(Numeral.counted(release.findings.count, "finding")) about \(Numeral.counted(sources, "source file")). Kept out: \
      \(Numeral.counted(kept, "record")), each with its reason, in <code>quarantine.jsonl.gz</code>. All findings stand in \
      <code>findings.jsonl</code>.</p>

      """
    if counts.isEmpty { return html }
    var reasons: [RuleCode: Int] = [:]
    for run in release.quarantine { if let code = run.codes.first { reasons[code, default: 0] += 1 } }
    let rows = counts.sorted { $0.key < $1.key }.map { code, entry in
      [
        code.rawValue, entry.severity.rawValue, short(entry.example.message), Numeral.grouped(entry.count),
        Numeral.grouped(reasons[code] ?? 0),
      ]
    }
    html += ReportContext.table(
      "Findings by rule", ["Rule", "Severity", "For example", "Findings", "Kept out"], rows, numbersFrom: 3)
    return html
  }

  private func short(_ text: String) -> String {
    text.count > Self.limit ? String(text.prefix(Self.limit)) + "…" : text
  }
}
