public import Core

/// The catalogue of rules, for people who met a code.
public enum RuleReference {
  /// Everything about one rule, as plain text.
  public static func text(_ rule: RuleDefinition) -> String {
    var text = "\(rule.code)  \(severity(of: rule))\n\(rule.title)\n"
    for (name, content) in parts(of: rule) { text += "\n\(name): \(content)\n" }
    if !rule.thresholds.isEmpty {
      text += "\nThresholds (validate: {rules: {\(rule.code): {severity: …, \(rule.thresholds[0].name): …}}})\n"
      for threshold in rule.thresholds {
        text += "  \(threshold.name) = \(number(threshold.value)) \(threshold.unit): \(threshold.title)\n"
      }
    }
    return text
  }

  /// The page `docs/validation-rules.md`.
  public static func markdown(_ rules: [RuleDefinition]) -> String {
    var text = introduction + "\n| code | default | holds when |\n|--|--|--|\n"
    for rule in rules { text += "| [\(rule.code)](#\(anchor(rule))) | \(severity(of: rule)) | \(rule.title) |\n" }
    for rule in rules {
      text += "\n## \(rule.code)\n\n\(severity(of: rule)): \(rule.title).\n"
      let parts = parts(of: rule)
      if !parts.isEmpty { text += "\n" }
      for (name, content) in parts { text += wrapped("* \(name): \(content)") }
      for threshold in rule.thresholds {
        text += wrapped(
          "* Threshold `\(threshold.name)`: \(number(threshold.value)) \(threshold.unit). \(threshold.title).")
      }
    }
    return text
  }

  private static let introduction = """
    # Validation rules

    This page is written by `cellar rules --markdown`; `cellar rules CODE` shows one rule.

    A finding has a code, a severity, a path with line or JSON pointer, what was found, what was expected, and what to do.
    `error` keeps the record out of the release; `warning` and `info` do not. Every rule that applies is reported; the
    reason of a record is the first error in the order of this table. A rule that cannot run counts it as not applicable,
    with the reason; the manifest tells how often each rule ran.

    A pipeline file can set the severity and the thresholds of a rule, or switch it off:

    ```yaml
    validate:
      rules:
        CURVE-01: error
        CONF-01: "off"
        DIST-01: {severity: warning, z: 8}
      split: {train: ["64-41414-3_33_333"], test: ["64-41414-1_11_111"]}
    ```

    """

  /// What there is to say, in order.
  public static func parts(of rule: RuleDefinition) -> [(name: String, content: String)] {
    let documentation = rule.documentation
    return [
      ("Checks", documentation.checks), ("Earned from", documentation.earnedFrom), ("Clean", documentation.clean),
      ("Failing", documentation.failing), ("Severity", documentation.severities),
    ].filter { !$0.1.isEmpty }
  }

  /// `error`, or `off`.
  public static func severity(of rule: RuleDefinition) -> String { rule.severity?.rawValue ?? "off" }

  /// Without a decimal point where there is nothing behind it.
  public static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private static func anchor(_ rule: RuleDefinition) -> String { rule.code.rawValue.lowercased() }

  /// The entry of a list, in lines of at most 118 characters.
  private static func wrapped(_ text: String) -> String {
    var result = ""
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 1 > 118 {
        result += line + "\n"
        line = "  " + word
      } else {
        line += line.isEmpty ? String(word) : " " + word
      }
    }
    return result + line + "\n"
  }
}
