import Core
import Foundation
import TestSupport
import Testing
import Validate

struct RuleCatalogueTests {
  /// Rules that other stages carry out, with tests of their own.
  private static let elsewhere: Set<RuleCode> = ["DUP-01", "SPACE-01"]

  @Test func everyRuleHasACaseThatFails() {
    let cases = Set(RunCases.all.map(\.code)).union(CollectionCase.all.map(\.code)).union(Self.elsewhere)
    #expect(cases == Set(RuleCatalogue.all.map(\.code)))
  }

  @Test(arguments: RuleCatalogue.all) func everyRuleIsDocumented(_ rule: RuleDefinition) {
    let documentation = rule.documentation
    for text in [documentation.checks, documentation.earnedFrom, documentation.clean, documentation.failing] {
      #expect(!text.isEmpty && !text.contains("\n"))
    }
    #expect(Set(rule.thresholds.map(\.name)).count == rule.thresholds.count)
    #expect(!rule.thresholds.contains { $0.name == "severity" || $0.value < $0.minimum })
  }

  @Test func codesAreUnique() { #expect(Set(RuleCatalogue.all.map(\.code)).count == RuleCatalogue.all.count) }

  @Test func thePageIsWhatTheCommandWrites() throws {
    let page = try String(contentsOf: packageRoot.appending(path: "docs/validation-rules.md"), encoding: .utf8)
    let written = RuleReference.markdown(RuleCatalogue.all)
    #expect(page == written, "run 'cellar rules --markdown > docs/validation-rules.md'")
  }

  @Test func theSchemaOfPipelineFilesKnowsRulesAndThresholds() throws {
    let data = try Data(contentsOf: packageRoot.appending(path: "Schemas/pipeline.schema.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let properties = schema["properties"] as? [String: Any]
    let validate = (properties?["validate"] as? [String: Any])?["properties"] as? [String: Any]
    let rules = try #require((validate?["rules"] as? [String: Any])?["properties"] as? [String: Any])
    #expect(Set(rules.keys) == Set(RuleCatalogue.all.map(\.code.rawValue)))
    for rule in RuleCatalogue.all where !rule.thresholds.isEmpty {
      let forms = (rules[rule.code.rawValue] as? [String: Any])?["oneOf"] as? [[String: Any]]
      let members = try #require(forms?.compactMap { $0["properties"] as? [String: Any] }.first)
      #expect(Set(members.keys) == Set(rule.thresholds.map(\.name) + ["severity"]))
    }
  }
}
