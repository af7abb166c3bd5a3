import Core
import Validate
import Yams

/// Reads what a pipeline file sets of the rules.
struct RuleSettingsParser {
  private let rules: [RuleDefinition]

  /// The keys of `validate`.
  static let keys = ["rules", "split"]
  private static let severities = ["error", "warning", "info", "off", "false"]

  init(_ rules: [RuleDefinition]) { self.rules = rules }

  /// - Parameter cursor: the value of `validate`.
  func settings(_ cursor: YAMLCursor?) throws(PipelineError) -> RuleSettings {
    var settings = RuleSettings()
    guard let members = try cursor?.renamed("'validate'").members(Self.keys), let list = members["rules"] else {
      return settings
    }
    let codes = rules.map(\.code.rawValue)
    for (key, value) in try list.entries() {
      guard let rule = rules.first(where: { $0.code.rawValue == key.text }) else {
        let hint = NearestName.of(key.text, among: codes).map { "; did you mean '\($0)'?" } ?? ""
        throw value.fail("unknown rule '\(key.text)'\(hint)", at: key.node)
      }
      if case .mapping = value.node {
        try set(rule, value.renamed(key.text), &settings)
      } else {
        try setSeverity(rule, value, &settings)
      }
    }
    return settings
  }

  private func setSeverity(
    _ rule: RuleDefinition, _ value: YAMLCursor, _ settings: inout RuleSettings
  ) throws(PipelineError) {
    let word = try value.renamed("the severity of \(rule.code)").choice(Self.severities)
    guard word == "error" || !RuleCatalogue.structural.contains(rule.code) else {
      throw value.fail("\(rule.code) is '\(word)', but without it there is no run to release; expected 'error'")
    }
    settings.severities[rule.code] = .some(Severity(rawValue: word))
  }

  /// A severity with thresholds.
  private func set(
    _ rule: RuleDefinition, _ value: YAMLCursor, _ settings: inout RuleSettings
  ) throws(PipelineError) {
    for (name, member) in try value.members(["severity"] + rule.thresholds.map(\.name)) {
      guard let threshold = rule.thresholds.first(where: { $0.name == name }) else {
        try setSeverity(rule, member, &settings)
        continue
      }
      let text = try member.text()
      guard let number = Double(text), number.isFinite, number >= threshold.minimum, number <= 1e15 else {
        throw member.fail(
          "\(member.title) is '\(text)'; expected a number of at least \(RuleReference.number(threshold.minimum)) "
            + "(\(threshold.unit))")
      }
      settings.thresholds[rule.code, default: [:]][name] = number
    }
  }
}
