import Core
import Pipeline

/// Findings as a compiler tells them, many of one cause together.
struct ValidationText {
  let report: ValidationReport
  let addresses: FindingAddresses

  /// Findings of one cause that are told one by one before the rest is counted.
  static let examples = 3

  var text: String {
    var text = "pipeline: \(report.pipeline.map { "\($0), " } ?? "none; ")\(report.reason)\n"
    for input in report.formats { text += "input: \(input.key): \(input.value)\n" }
    text += findings
    if let comparison = report.comparison { text += Self.text(of: comparison) }
    let counts = report.counts
    text +=
      "\(counts.read) runs read: \(counts.released) valid, \(counts.quarantined) invalid, \(counts.conflicts) conflicting, "
      + "\(counts.exactDuplicates) exact \(counts.exactDuplicates == 1 ? "duplicate" : "duplicates")\n"
    text += unread
    text += idle
    let (errors, warnings) = (report.count(of: .error), report.count(of: .warning))
    text += "verdict: \(report.isValid ? "valid" : "invalid"): \(Self.count(errors, "error")), "
    return text + "\(Self.count(warnings, "warning")), \(Self.count(report.count(of: .info), "hint"))\n"
  }

  /// The files that nobody looked at.
  private var unread: String {
    if report.unrecognized.isEmpty { return "" }
    let more = report.unrecognized.count - Self.examples
    return "not read, since the pipeline knows nothing of their names: "
      + report.unrecognized.prefix(Self.examples).map(Self.line).joined(separator: ", ")
      + (more > 0 ? " and \(Self.grouped(more)) more" : "") + "\n"
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A number with its thousands parted.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  private struct Cause: Hashable {
    let code: RuleCode
    let severity: Severity
    let shape: String
  }

  private var findings: String {
    var order: [Cause] = []
    var members: [Cause: [Finding]] = [:]
    for finding in report.findings {
      let cause = Cause(code: finding.code, severity: finding.severity, shape: Self.shape(of: finding.message))
      if members[cause] == nil { order.append(cause) }
      members[cause, default: []].append(finding)
    }
    var text = ""
    for cause in order {
      guard let findings = members[cause] else { continue }
      // One more line says as much as the count of one.
      let shown = findings.count <= Self.examples + 1 ? findings.count : Self.examples
      for finding in findings.prefix(shown) { text += line(finding) }
      if findings.count > shown {
        text += "  and \(Self.grouped(findings.count - shown)) more like this: \(cause.code): \(cause.shape)\n"
      }
      if let first = findings.first {
        if let expected = first.expected, findings.count == 1 { text += "  expected: \(expected)\n" }
        text += "  hint: \(first.hint)\n"
      }
    }
    return text
  }

  private func line(_ finding: Finding) -> String {
    "\(addresses.address(of: finding)): \(finding.severity.rawValue): \(finding.code): \(Self.line(finding.message))\n"
  }

  /// A message on one line, control characters as escapes.
  static func line(_ message: String) -> String {
    var line = ""
    for scalar in message.unicodeScalars {
      switch scalar.value {
      case 10: line += "\\n"
      case 0..<32, 127: line += "\\x" + String(scalar.value, radix: 16)
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// A message without what differs from run to run: numbers, and texts in quotation marks.
  static func shape(of message: String) -> String {
    var shape = ""
    var isQuoted = false
    var isNumber = false
    for character in line(message) {
      if character == "'" {
        if isQuoted { shape += "…'" } else { shape += "'" }
        isQuoted.toggle()
        isNumber = false
      } else if isQuoted {
        continue
      } else if character.isNumber || (isNumber && (character == "." || character == "-")) {
        if !isNumber { shape += "#" }
        isNumber = true
      } else {
        isNumber = false
        shape.append(character)
      }
    }
    return shape
  }

  /// Rules that are off, or could not run on any run, and why.
  private var idle: String {
    var text = ""
    for rule in report.rules {
      let tally = report.tallies[rule.code] ?? RuleTally()
      if rule.severity == nil {
        text += "  \(rule.code) off\n"
      } else if tally.ran == 0 {
        text += "  \(rule.code) could not run: \(tally.reasons.sorted().first ?? "nothing to check")\n"
      }
    }
    return text
  }

  private static func text(of comparison: ReleaseComparison) -> String {
    var text =
      "against \(comparison.release): \(comparison.new) new, \(comparison.identical) identical, "
      + "\(comparison.overlapping) overlapping, \(comparison.conflicting) conflicting\n"
    for part in comparison.coverage where part.gainedRuns > 0 {
      let seeds =
        part.gainedSeeds.isEmpty ? "" : ", new seeds " + part.gainedSeeds.map(String.init).joined(separator: ", ")
      text +=
        "  \(part.space) \(part.task): \(count(part.gainedRuns, "run")) beyond \(grouped(part.runs)), "
        + "\(count(part.gainedArchitectures, "architecture")) beyond \(grouped(part.architectures))\(seeds)\n"
    }
    for shift in comparison.shifts {
      let unit = shift.unit == .none ? "" : " \(shift.unit.rawValue)"
      text +=
        "  \(shift.task): \(shift.isNotable ? "warning" : "info"): best \(shift.metric) of each of \(grouped(shift.count)) "
        + "runs, against \(grouped(shift.releaseCount)) of the release: Kolmogorov-Smirnov distance "
        + "\(rounded(shift.statistic)), median \(shift.medianDifference < 0 ? "" : "+")\(rounded(shift.medianDifference))"
        + "\(unit)\n"
    }
    return text
  }

  /// To four decimals, for people.
  static func rounded(_ value: Double) -> String {
    abs(value) < 1e11 ? "\((value * 10_000).rounded() / 10_000)" : "\(value)"
  }
}
