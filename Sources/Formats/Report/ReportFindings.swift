import Core

/// What the rules found, and what was kept out.
struct ReportFindings {
  let release: Release

  /// Characters of a message that are shown.
  private static let limit = 240

  var html: HTML {
    var counts: [Kind: (count: Int, example: Finding)] = [:]
    for finding in release.findings {
      counts[Kind(code: finding.code, severity: finding.severity), default: (0, finding)].count += 1
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
    let rows = counts.sorted { $0.key < $1.key }.map { kind, entry in
      [
        kind.code.rawValue, kind.severity.rawValue, short(entry.example.message), Numeral.grouped(entry.count),
        // What is kept out is counted by rule: beside the gravest of its findings.
        reasons.removeValue(forKey: kind.code).map(Numeral.grouped) ?? "–",
      ]
    }
    html += ReportContext.table(
      "Findings by rule and severity", ["Rule", "Severity", "For example", "Findings", "Kept out"], rows, numbersFrom: 3
    )
    return html
  }

  /// The findings of one line: by rule, the gravest first.
  private struct Kind: Hashable, Comparable {
    let code: RuleCode
    let severity: Severity

    static func < (left: Kind, right: Kind) -> Bool {
      left.code == right.code ? left.severity > right.severity : left.code < right.code
    }
  }

  private func short(_ text: String) -> String {
    text.count > Self.limit ? String(text.prefix(Self.limit)) + "…" : text
  }
}
