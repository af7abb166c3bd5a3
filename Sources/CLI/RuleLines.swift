import Bytes
import Core
import JSON
import Validate

/// Rules as JSON, one a line.
enum RuleLines {
  static func bytes(_ rules: [RuleDefinition]) -> [UInt8] {
    var writer = JSONWriter()
    for rule in rules {
      write(rule, to: &writer)
      writer.endDocument()
    }
    return writer.finish().array
  }

  private static func write(_ rule: RuleDefinition, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("code", rule.code.rawValue)
    writer.member("severity", RuleReference.severity(of: rule))
    writer.member("title", rule.title)
    writer.member("checks", rule.documentation.checks)
    writer.member("earned_from", rule.documentation.earnedFrom)
    writer.member("clean", rule.documentation.clean)
    writer.member("failing", rule.documentation.failing)
    writer.member("severities", rule.documentation.severities)
    writer.key("thresholds")
    writer.beginArray()
    for threshold in rule.thresholds {
      writer.beginObject()
      writer.member("name", threshold.name)
      writer.key("value")
      writer.double(threshold.value)
      writer.member("unit", threshold.unit)
      writer.member("title", threshold.title)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
