import Bytes
import Core
import JSON
import Pipeline

/// What a validation prints that could not take place: why, in a document of the form that was asked for.
///
/// Whoever reads standard output finds a whole document there, not nothing, which could be taken for no finding.
struct ValidationFailure {
  let message: String

  /// Empty where people read standard error.
  func text(in format: ValidationFormat) -> [UInt8] {
    switch format {
    case .text: []
    case .json: json
    case .sarif: sarif
    case .github: Array("::error title=cellar::\(ValidationGitHub.data(message))\n".utf8)
    case .junit: Array(junit.utf8)
    }
  }

  /// Neither valid nor judged: counts of zero, no rules and no findings, but an error.
  private var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("verdict", "invalid")
    writer.member("error", message)
    let report = ValidationReport(
      pipeline: nil, reason: message, counts: RunCounts(), rules: [], tallies: [:], findings: [])
    writer.key("counts")
    writer.beginObject()
    for (key, count) in report.namedCounts { writer.member(key, count) }
    writer.endObject()
    writer.key("rules")
    writer.beginObject()
    writer.endObject()
    writer.key("findings")
    writer.beginArray()
    writer.endArray()
    writer.key("pipeline")
    writer.null()
    writer.endObject()
    writer.endDocument()
    return writer.finish().array
  }

  /// A run of the tool that did not succeed, with the message as a notification and without results.
  private var sarif: [UInt8] {
    var writer = JSONWriter(style: .pretty)
    ValidationSARIF.beginRun(rules: [], to: &writer)
    writer.key("invocations")
    writer.beginArray()
    writer.beginObject()
    writer.key("executionSuccessful")
    writer.boolean(false)
    writer.key("toolExecutionNotifications")
    writer.beginArray()
    writer.beginObject()
    writer.member("level", "error")
    writer.key("message")
    writer.beginObject()
    writer.member("text", message)
    writer.endObject()
    writer.endObject()
    writer.endArray()
    writer.endObject()
    writer.endArray()
    writer.key("results")
    writer.beginArray()
    writer.endArray()
    ValidationSARIF.endRun(&writer)
    return writer.finish().array
  }

  private var junit: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="cellar validate" tests="1" failures="0" errors="1">
      <testsuite name="input" tests="1" failures="0" errors="1" skipped="0">
        <testcase classname="input" name="the input can be read">
          <error type="input" message="\(ValidationJUnit.attribute(message))">\(ValidationJUnit.content(message))</error>
        </testcase>
      </testsuite>
    </testsuites>

    """
  }
}
