import ArgumentParser
import Core
import Pipeline
import Validate

/// `cellar rules`
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the validation rules, or explain one.",
    discussion: """
      Example:
        cellar rules
        cellar rules COST-01
        cellar rules --json | jq .
      """)

  @Argument(help: "The code of a rule, such as COST-01.")
  var code: String?

  @Flag(help: "Print JSON: one rule a line.")
  var json = false

  @Flag(help: "Print the page of the documentation.")
  var markdown = false

  func validate() throws {
    if json, markdown { throw ValidationError("'--json' and '--markdown' exclude each other.") }
    if markdown, code != nil { throw ValidationError("'--markdown' prints all rules; leave the code out.") }
  }

  func run() throws {
    let console = Console()
    var rules = BuildRun.rules
    if let code {
      guard let rule = RuleCatalogue.rule(code.uppercased()) else {
        let codes = rules.map(\.code.rawValue)
        let hint = NearestName.of(code, among: codes).map { "; did you mean '\($0)'?" } ?? ""
        console.printError("cellar: error: unknown rule '\(code)'\(hint) (see 'cellar rules')")
        throw ExitCode.usage
      }
      if !json { return try console.print(RuleReference.text(rule)) }
      rules = [rule]
    }
    if markdown { return try console.print(RuleReference.markdown(rules)) }
    if json { return try console.print(RuleLines.bytes(rules)) }
    let width = rules.map(\.code.rawValue.utf8.count).max() ?? 0
    for rule in rules {
      let blank = String(repeating: " ", count: width - rule.code.rawValue.utf8.count)
      let severity = RuleReference.severity(of: rule)
      let gap = String(repeating: " ", count: max(0, 7 - severity.utf8.count))
      try console.print("\(rule.code)\(blank)  \(severity)\(gap)  \(rule.title)\n")
    }
  }
}
