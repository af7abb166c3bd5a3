import Core
import Pipeline

/// Findings in the XML that test reports of CI systems have: a suite for each rule, a case for each finding.
///
/// Errors are failures; warnings pass and stand in the output of their case. A rule without findings is one case that
/// passed, or was skipped where the rule is off or could not run.
struct ValidationJUnit {
  let report: ValidationReport
  let addresses: FindingAddresses

  var text: String {
    var suites = ""
    var tests = 0
    for rule in rules {
      let findings = report.findings.filter { $0.code == rule.code }
      tests += max(findings.count, 1)
      suites += suite(rule, findings)
    }
    let failures = report.count(of: .error)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"cellar validate\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\">\n"
    text += summary + suites
    return text + "</testsuites>\n"
  }

  private var rules: [RuleDefinition] {
    var rules = report.rules
    for finding in report.findings where !rules.contains(where: { $0.code == finding.code }) {
      rules.append(RuleDefinition(finding.code, finding.severity, finding.code.rawValue))
    }
    return rules
  }

  /// A suite without cases, whose properties are pipeline and counts.
  private var summary: String {
    var text =
      "  <testsuite name=\"summary\" tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    <properties>\n"
    text += "      <property name=\"verdict\" value=\"\(report.isValid ? "valid" : "invalid")\"/>\n"
    text += "      <property name=\"pipeline\" value=\"\(Self.attribute(report.pipeline ?? "none"))\"/>\n"
    text += "      <property name=\"pipeline_reason\" value=\"\(Self.attribute(report.reason))\"/>\n"
    for (name, count) in report.namedCounts { text += "      <property name=\"\(name)\" value=\"\(count)\"/>\n" }
    return text + "    </properties>\n  </testsuite>\n"
  }

  private func suite(_ rule: RuleDefinition, _ findings: [Finding]) -> String {
    let tally = report.tallies[rule.code] ?? RuleTally()
    let failures = findings.count { $0.severity == .error }
    let isIdle = findings.isEmpty && (rule.severity == nil || tally.ran == 0)
    var text = "  <testsuite name=\"\(Self.attribute("\(rule.code): \(rule.title)"))\" "
    text += "tests=\"\(max(findings.count, 1))\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(isIdle ? 1 : 0)\">\n"
    if findings.isEmpty {
      text += "    <testcase classname=\"\(rule.code)\" name=\"\(Self.attribute(rule.title))\""
      if isIdle {
        let why = rule.severity == nil ? "switched off" : tally.reasons.sorted().first ?? "nothing to check"
        text += ">\n      <skipped message=\"\(Self.attribute(why))\"/>\n    </testcase>\n"
      } else {
        text += "/>\n"
      }
    }
    for finding in findings { text += testCase(finding) }
    return text + "  </testsuite>\n"
  }

  private func testCase(_ finding: Finding) -> String {
    let address = addresses.address(of: finding)
    var body = "\(address): \(finding.severity.rawValue): \(finding.code): \(finding.message)\n"
    if let record = FindingAddresses.record(of: finding) { body += "run: \(record)\n" }
    if let expected = finding.expected { body += "expected: \(expected)\n" }
    body += "hint: \(finding.hint)"
    var text = "    <testcase classname=\"\(finding.code)\" name=\"\(Self.attribute(address))\""
    if !finding.path.isEmpty { text += " file=\"\(Self.attribute(addresses.path(of: finding)))\"" }
    if let line = finding.line { text += " line=\"\(line)\"" }
    text += ">\n"
    if finding.severity == .error {
      text += "      <failure type=\"\(finding.code)\" message=\"\(Self.attribute(finding.message))\">"
      text += Self.content(body) + "</failure>\n"
    } else {
      text += "      <system-out>\(Self.content(body))</system-out>\n"
    }
    return text + "    </testcase>\n"
  }

  /// Text between tags; what XML 1.0 cannot hold becomes U+FFFD.
  static func content(_ text: String) -> String { escaped(text, isAttribute: false) }

  static func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }

  private static func escaped(_ text: String, isAttribute: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: result += "&amp;"
      case 0x3C: result += "&lt;"
      case 0x3E: result += "&gt;"
      case 0x22 where isAttribute: result += "&quot;"
      case 9, 10, 13:
        if isAttribute || scalar.value == 13 {
          result += "&#\(scalar.value);"
        } else {
          result.unicodeScalars.append(scalar)
        }
      case 0..<32, 0xFFFE, 0xFFFF: result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
