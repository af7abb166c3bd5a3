import Bytes
import Core
import JSON

/// `manifest.json`: what a release holds, from what, by what, and what became of everything that was read.
enum Manifest {
  static func text(of record: BuildRecord, outputs: [FileDigest], inputsSHA256: String) -> [UInt8] {
    var writer = JSONWriter(style: .pretty)
    writer.beginObject()
    writer.member("name", record.release.name)
    writer.member("version", record.release.version)
    writer.member("cellar_version", record.cellarVersion)
    writer.key("libraries")
    writer.beginObject()
    for library in record.libraries {
      writer.key(library.key)
      writer.string(library.value)
    }
    writer.endObject()
    writer.member("pipeline", record.release.metadata.first { $0.key == "pipeline" }?.value)
    writer.member("pipeline_sha256", record.pipelineSHA256)
    writer.key("counts")
    writer.beginObject()
    writer.member("read", record.counts.read)
    writer.member("released", record.counts.released)
    writer.member("exact_duplicates", record.counts.exactDuplicates)
    writer.member("conflicts", record.counts.conflicts)
    writer.member("quarantined", record.counts.quarantined)
    writer.endObject()
    writer.key("by_code")
    writer.beginObject()
    for (code, count) in record.reasons.sorted(by: { $0.key < $1.key }) {
      writer.key(code.rawValue)
      writer.integer(count)
    }
    writer.endObject()
    rules(record, &writer)
    completeness(record, &writer)
    noise(record, &writer)
    writer.key("outputs")
    writer.beginArray()
    for file in outputs {
      writer.beginObject()
      writer.member("path", file.path)
      writer.member("bytes", file.bytes)
      writer.member("sha256", file.sha256)
      writer.endObject()
    }
    writer.endArray()
    writer.key("inputs")
    writer.beginObject()
    writer.member("files", record.inputs.count)
    writer.member("bytes", record.inputs.reduce(0) { $0 + $1.bytes })
    writer.member("unrecognized", record.inputs.count { $0.use == .unrecognized })
    writer.member("sha256", inputsSHA256)
    writer.endObject()
    writer.endObject()
    writer.endDocument()
    return writer.finish().array
  }

  private static func rules(_ record: BuildRecord, _ writer: inout JSONWriter) {
    writer.key("rules")
    writer.beginObject()
    for rule in record.rules {
      let tally = record.tallies[rule.code] ?? RuleTally()
      writer.key(rule.code.rawValue)
      writer.beginObject()
      writer.member("severity", rule.severity?.rawValue ?? "off")
      writer.member("ran", tally.ran)
      writer.member("not_applicable", tally.notApplicable)
      writer.member("findings", tally.findings)
      if rule.severity == nil {
        writer.member("why", "switched off by the pipeline")
      } else if !tally.reasons.isEmpty {
        writer.member("why", tally.reasons.sorted().joined(separator: "; "))
      }
      writer.endObject()
    }
    writer.endObject()
  }

  private static func completeness(_ record: BuildRecord, _ writer: inout JSONWriter) {
    writer.key("completeness")
    writer.beginObject()
    for space in record.completeness {
      writer.key(space.space.rawValue)
      writer.beginObject()
      for task in space.tasks {
        writer.key(task.task.rawValue)
        writer.beginArray()
        writer.integer(task.have)
        writer.integer(task.want)
        writer.endArray()
      }
      writer.endObject()
    }
    writer.endObject()
  }

  private static func noise(_ record: BuildRecord, _ writer: inout JSONWriter) {
    writer.key("noise")
    writer.beginArray()
    for space in record.release.spaces {
      for task in space.tasks {
        for group in task.groups {
          for estimate in group.noise {
            writer.beginObject()
            writer.member("space", space.id.rawValue)
            writer.member("task", task.name.rawValue)
            writer.member("budget", group.budget)
            writer.member("rule", estimate.rule.rawValue)
            writer.member("split", estimate.split.rawValue)
            writer.member("class", estimate.kind.rawValue)
            writer.member("sd", estimate.standardDeviation)
            writer.member("df", estimate.degreesOfFreedom)
            writer.member("copies", estimate.copies)
            writer.endObject()
          }
        }
      }
    }
    writer.endArray()
  }
}
