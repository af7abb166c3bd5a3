import Bytes
import Core
import JSON
import Pipeline

/// Findings in the Static Analysis Results Interchange Format, version 2.1.0.
struct ValidationSARIF {
  let report: ValidationReport
  let addresses: FindingAddresses

  var json: [UInt8] {
    let rules = self.rules
    let places = Dictionary(rules.enumerated().map { ($1.code, $0) }) { first, _ in first }
    var writer = JSONWriter(style: .pretty)
    Self.beginRun(rules: rules, to: &writer)
    writer.key("results")
    writer.beginArray()
    for finding in report.findings { write(finding, places[finding.code], to: &writer) }
    writer.endArray()
    writer.key("properties")
    writer.beginObject()
    writer.member("verdict", report.isValid ? "valid" : "invalid")
    writer.member("pipeline", report.pipeline ?? "none")
    writer.member("pipelineReason", report.reason)
    writer.key("counts")
    writer.beginObject()
    for (key, count) in report.namedCounts { writer.member(key, count) }
    writer.endObject()
    writer.endObject()
    Self.endRun(&writer)
    return writer.finish().array
  }

  /// Writes what stands before the results of the only run: the tool with its rules.
  static func beginRun(rules: [RuleDefinition], to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    writer.member("version", "2.1.0")
    writer.key("runs")
    writer.beginArray()
    writer.beginObject()
    writer.key("tool")
    writer.beginObject()
    writer.key("driver")
    writer.beginObject()
    writer.member("name", "cellar")
    writer.member("version", Cellar.version)
    writer.key("rules")
    writer.beginArray()
    for rule in rules { write(rule, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endObject()
    writer.member("columnKind", "unicodeCodePoints")
  }

  /// Ends the run and the document.
  static func endRun(_ writer: inout JSONWriter) {
    writer.endObject()
    writer.endArray()
    writer.endObject()
    writer.endDocument()
  }

  /// The catalogue, and the codes of findings that come from elsewhere.
  private var rules: [RuleDefinition] {
    var rules = report.rules
    for finding in report.findings where !rules.contains(where: { $0.code == finding.code }) {
      rules.append(RuleDefinition(finding.code, finding.severity, finding.code.rawValue))
    }
    return rules
  }

  private static func write(_ rule: RuleDefinition, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", rule.code.rawValue)
    writer.key("shortDescription")
    writer.beginObject()
    writer.member("text", rule.title)
    writer.endObject()
    writer.key("defaultConfiguration")
    writer.beginObject()
    writer.key("enabled")
    writer.boolean(rule.severity != nil)
    writer.member("level", rule.severity?.level ?? "none")
    writer.endObject()
    writer.endObject()
  }

  private func write(_ finding: Finding, _ rule: Int?, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("ruleId", finding.code.rawValue)
    if let rule { writer.member("ruleIndex", rule) }
    writer.member("level", finding.severity.level)
    writer.key("message")
    writer.beginObject()
    let expected = finding.expected.map { "; expected \($0)" } ?? ""
    writer.member("text", "\(finding.message)\(expected). \(finding.hint)")
    writer.endObject()
    writer.key("locations")
    writer.beginArray()
    if !finding.path.isEmpty || finding.space != nil { location(of: finding, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func location(of finding: Finding, to writer: inout JSONWriter) {
    writer.beginObject()
    if !finding.path.isEmpty {
      writer.key("physicalLocation")
      writer.beginObject()
      writer.key("artifactLocation")
      writer.beginObject()
      writer.member("uri", addresses.uri(of: finding))
      writer.endObject()
      if let line = finding.line, line > 0 {
        writer.key("region")
        writer.beginObject()
        writer.member("startLine", line)
        writer.endObject()
      }
      writer.endObject()
    }
    let names = [FindingAddresses.record(of: finding), finding.pointer.flatMap { $0.isEmpty ? nil : $0 }]
    if names.contains(where: { $0 != nil }) {
      writer.key("logicalLocations")
      writer.beginArray()
      for (name, kind) in zip(names, ["resource", "member"]) {
        guard let name else { continue }
        writer.beginObject()
        writer.member("fullyQualifiedName", name)
        writer.member("kind", kind)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
  }
}

extension Severity {
  /// The severity as SARIF calls it.
  fileprivate var level: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }
}
