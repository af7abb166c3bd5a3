import Bytes
import Core
import JSON

/// The text of `statistics.json`: members in a fixed order, spaces and tasks in the order of the release.
struct StatisticsDocument {
  let bytes: [UInt8]

  init(_ release: Release) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("format", "cellar-statistics")
    writer.field("schema_version", release.metadata.first { $0.key == "schema_version" }?.value ?? "1")
    writer.field("name", release.name)
    writer.field("version", release.version)
    writer.field("noise_draws", release.statistics?.noiseDraws ?? 0)
    writer.key("formulas")
    writer.beginObject()
    for formula in StatisticsFormula.all {
      writer.key(formula.id)
      writer.beginObject()
      writer.field("text", formula.text)
      writer.field("source", formula.source)
      writer.endObject()
    }
    writer.endObject()
    writer.key("spaces")
    writer.beginArray()
    for statistics in release.statistics?.spaces ?? [] {
      guard let space = release.spaces.first(where: { $0.id == statistics.space }) else { continue }
      SpaceStatisticsDocument(space: space, statistics: statistics).write(to: &writer)
    }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
    bytes = writer.finish().array
  }
}

extension JSONWriter {
  mutating func field(_ key: StaticString, _ text: String) {
    self.key(key)
    string(text)
  }

  mutating func field(_ key: StaticString, _ value: Int) {
    self.key(key)
    integer(value)
  }

  /// Null for nil and for what is not a number.
  mutating func field(_ key: StaticString, _ value: Double?) {
    self.key(key)
    element(value)
  }

  mutating func field(_ key: StaticString, _ values: [Double?]) {
    self.key(key)
    beginArray()
    for value in values { element(value) }
    endArray()
  }

  mutating func element(_ value: Double?) {
    if let value, !value.isNaN { double(value) } else { null() }
  }
}
