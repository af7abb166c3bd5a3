import Bytes
import Core
import Emit
import JSON
import Pipeline

/// Findings as one JSON object.
struct ValidationJSON {
  let report: ValidationReport

  /// Paths of files that were not read, of which all are counted.
  private static let unrecognizedLimit = 1000

  /// verdict, counts, rules, findings; then why rules could not run, the pipeline, and the comparison.
  var json: [UInt8] {
    var writer = JSONWriter(output: OutputBytes(capacity: 512 * (report.findings.count + 8)))
    writer.beginObject()
    writer.member("verdict", report.isValid ? "valid" : "invalid")
    counts(&writer)
    rules(&writer)
    writer.key("findings")
    writer.beginArray()
    for finding in report.findings { RecordLines.write(finding, to: &writer) }
    writer.endArray()
    writer.key("reasons")
    writer.beginObject()
    for rule in report.rules {
      let reasons = rule.severity == nil ? ["switched off"] : (report.tallies[rule.code]?.reasons ?? []).sorted()
      if !reasons.isEmpty { writer.member(rule.code.rawValue, reasons) }
    }
    writer.endObject()
    writer.key("unrecognized")
    writer.beginObject()
    writer.member("files", report.unrecognized.count)
    writer.member("paths", Array(report.unrecognized.prefix(Self.unrecognizedLimit)))
    writer.endObject()
    writer.key("pipeline")
    if let pipeline = report.pipeline { writer.string(pipeline) } else { writer.null() }
    writer.member("pipeline_reason", report.reason)
    if let comparison = report.comparison { write(comparison, to: &writer) }
    writer.endObject()
    writer.endDocument()
    return writer.finish().array
  }

  private func counts(_ writer: inout JSONWriter) {
    writer.key("counts")
    writer.beginObject()
    for (key, count) in report.namedCounts { writer.member(key, count) }
    writer.endObject()
  }

  private func rules(_ writer: inout JSONWriter) {
    writer.key("rules")
    writer.beginObject()
    for rule in report.rules {
      let tally = report.tallies[rule.code] ?? RuleTally()
      writer.key(rule.code.rawValue)
      writer.beginObject()
      writer.member("ran", tally.ran)
      writer.member("not_applicable", tally.notApplicable)
      writer.member("findings", tally.findings)
      writer.endObject()
    }
    writer.endObject()
  }

  private func write(_ comparison: ReleaseComparison, to writer: inout JSONWriter) {
    writer.key("against")
    writer.beginObject()
    writer.member("release", comparison.release)
    writer.key("coverage")
    writer.beginArray()
    for part in comparison.coverage {
      writer.beginObject()
      writer.member("space", part.space.rawValue)
      writer.member("task", part.task.rawValue)
      writer.member("runs", part.runs)
      writer.member("architectures", part.architectures)
      writer.member("gained_runs", part.gainedRuns)
      writer.member("gained_architectures", part.gainedArchitectures)
      writer.key("gained_seeds")
      writer.beginArray()
      for seed in part.gainedSeeds { writer.integer(seed) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.key("shift")
    writer.beginArray()
    for shift in comparison.shifts {
      writer.beginObject()
      writer.member("task", shift.task.rawValue)
      writer.member("severity", shift.isNotable ? "warning" : "info")
      writer.member("metric", shift.metric.rawValue)
      writer.member("compared", "best finite value of each run")
      writer.member("n", shift.count)
      writer.member("n_release", shift.releaseCount)
      writer.key("ks")
      writer.double(shift.statistic)
      writer.key("median_difference")
      writer.double(shift.medianDifference)
      writer.member("unit", shift.unit.rawValue)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}

extension ValidationReport {
  /// Every count under its name in JSON, in order.
  var namedCounts: [(String, Int)] {
    var named = [
      ("read", counts.read), ("valid", counts.released), ("exact_duplicates", counts.exactDuplicates),
      ("conflicts", counts.conflicts), ("quarantined", counts.quarantined), ("errors", count(of: .error)),
      ("warnings", count(of: .warning)), ("infos", count(of: .info)),
    ]
    if let comparison {
      named += [
        ("new", comparison.new), ("identical", comparison.identical), ("overlapping", comparison.overlapping),
        ("conflicting", comparison.conflicting),
        ("gained_runs", comparison.coverage.reduce(0) { $0 + $1.gainedRuns }),
        ("gained_architectures", comparison.coverage.reduce(0) { $0 + $1.gainedArchitectures }),
      ]
    }
    return named
  }
}
