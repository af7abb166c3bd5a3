import Core
import Pipeline

/// Findings as workflow commands, which GitHub shows beside the lines of a change.
struct ValidationGitHub {
  let report: ValidationReport
  let addresses: FindingAddresses

  /// Files that were not read and are told one by one.
  private static let unrecognizedLimit = 10

  var text: String {
    var text = "::notice title=cellar::" + Self.data("pipeline: \(report.pipeline ?? "none"); \(report.reason)") + "\n"
    for finding in report.findings { text += command(finding) + "\n" }
    for path in report.unrecognized.prefix(Self.unrecognizedLimit) {
      text +=
        "::warning file=\(Self.property(addresses.path(ofFile: path))),title=not read::"
        + Self.data("the pipeline knows nothing of this name: nothing in it was looked at") + "\n"
    }
    let counts = report.namedCounts.map { "\($0) \($1)" }.joined(separator: ", ")
    let level = report.isValid ? "notice" : "error"
    return text + "::\(level) title=cellar::" + Self.data("\(report.isValid ? "valid" : "invalid"): \(counts)") + "\n"
  }

  private func command(_ finding: Finding) -> String {
    var properties: [String] = []
    if !finding.path.isEmpty { properties.append("file=" + Self.property(addresses.path(of: finding))) }
    if let line = finding.line { properties.append("line=\(line)") }
    properties.append("title=" + Self.property(finding.code.rawValue))
    let place = [FindingAddresses.record(of: finding), finding.pointer.flatMap { $0.isEmpty ? nil : $0 }]
      .compactMap { $0 }.joined(separator: " at ")
    var lines = [place.isEmpty ? finding.message : "\(place): \(finding.message)"]
    if let expected = finding.expected { lines.append("expected: \(expected)") }
    lines.append("hint: \(finding.hint)")
    return "::\(finding.severity.command) \(properties.joined(separator: ","))::"
      + Self.data(lines.joined(separator: "\n"))
  }

  /// The message of a command: per cent signs and line ends escaped, other control characters as for a terminal.
  static func data(_ text: String) -> String { escaped(text, [37, 13, 10]) }

  /// The value of a property: colons and commas too.
  static func property(_ text: String) -> String { escaped(text, [37, 13, 10, 58, 44]) }

  private static func escaped(_ text: String, _ bytes: [UInt32]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if bytes.contains(scalar.value) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      } else if scalar.value < 32 || scalar.value == 127 {
        result += "\\x" + String(scalar.value, radix: 16)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Severity {
  /// The workflow command that shows it.
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }
}
