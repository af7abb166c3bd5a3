import Bytes
import Codecs
import Core
import Formats
import Foundation
import JSON
import TestSupport
import Testing

@Suite struct JSONLinesWriterTests {
  @Test func everyRunIsALineWithItsValuesBitForBit() throws {
    let release = SyntheticRelease.odd.make()
    let lines = try linesWritten(release)
    var number = 0
    for space in release.spaces {
      for task in space.tasks {
        for group in task.groups {
          for run in group.runs {
            let line = try JSONNode(parsing: lines[number])
            #expect(line["encoding"]?.string == space.architectures[run.architecture].encoding)
            #expect(line["budget"]?.integer.map { Int($0) } == group.budget)
            #expect(line["seed"]?.integer.map { Int($0) } == run.seed)
            for (column, metric) in task.schema.metrics.enumerated() {
              let name = metric.name.rawValue
              let values = metric.split == nil ? line[name] : line["metrics"]?[name]
              let read = try #require(values?.elements).map { decoded($0) }
              #expect(read == run.curve.column(column).map(comparable), "\(name) of line \(number + 1)")
            }
            number += 1
          }
        }
      }
    }
    #expect(number == lines.count)
  }

  @Test func aLineHasItsMembersInTheDocumentedOrder() throws {
    let line = try JSONNode(parsing: linesWritten(SyntheticRelease.odd.make())[0])
    #expect(
      line.members?.map(\.key) == [
        "space", "encoding", "task", "budget", "seed", "repeat", "status", "metrics", "time_elapsed", "costs", "info",
        "sources",
      ])
    #expect(
      line["costs"]?.members?.map(\.key) == [
        "params", "params_live", "macs", "macs_live", "model_params", "model_macs", "model_thop-0.0.31",
        "model_thop-0.1.1", "encoder_thop-0.0.31", "encoder_thop-0.1.1",
      ])
    #expect(line["info"]?.members?.map(\.key) == ["inference_time", "params", "time_total", "start", "hardware"])
  }

  /// Nil for absent; one pattern for every NaN.
  private func comparable(_ value: Double) -> UInt64? {
    Curve.isAbsent(value) ? nil : value.isNaN ? Double.nan.bitPattern : value.bitPattern
  }

  private func decoded(_ node: JSONNode) -> UInt64? {
    switch node.string {
    case "NaN": Double.nan.bitPattern
    case "Infinity": Double.infinity.bitPattern
    case "-Infinity": (-Double.infinity).bitPattern
    default: node.double?.bitPattern
    }
  }

  private func linesWritten(_ release: Release) throws -> [String] {
    let directory = TemporaryDirectory()
    let path = directory.path("x.jsonl.gz")
    try JSONLinesWriter().write(release, to: path, workers: 2)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let text = try GzipCodec().decompress(bytes.span, limit: 1 << 30)
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
