import Core
import Foundation
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct NATSBenchSizeTests {
  private let space = NATSBenchSize()
  private static let datasets = ["cifar10", "cifar100", "ImageNet16-120"]

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func everyRowOfTheTruthIsReproduced() throws {
    let rows = try TruthRow.rows("truth/nats-bench-size.jsonl")
    #expect(rows.count == 6000)
    var mismatches: [String] = []
    for row in rows {
      let cell = try space.parse(row.encoding)
      if Int(cell.index) != row.number("index") { mismatches.append(row.encoding) }
      for (dataset, entry) in zip(Self.datasets, space.costs(of: cell)) {
        let agrees =
          entry.task?.rawValue == dataset && entry.paramsLive == entry.params && entry.macsLive == entry.macs
          && row.numbers(dataset) == [entry.params, entry.macs, entry.counter("published") ?? 0]
        if !agrees { mismatches.append("\(row.encoding) on \(dataset)") }
      }
    }
    #expect(mismatches.isEmpty, "\(mismatches.count), such as \(mismatches.prefix(3))")
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func theIndexOrderIsThatOfTheReleasedFiles() throws {
    let directory = try #require(sharedDirectory)
    let data = try Data(contentsOf: directory.appending(path: "truth/nats-sss-index-order.json"))
    let encodings = try JSONDecoder().decode([String].self, from: data)
    #expect(encodings == (0..<UInt16(NATSBenchWidths.count)).map { NATSBenchWidths(index: $0).encoding })
  }

  @Test func sumsOverTheWholeSpaceAreThoseDocumented() {
    var params = [0, 0, 0]
    var flops = [0, 0, 0]
    for cell in NATSBenchWidths.all {
      for (dataset, entry) in space.costs(of: cell).enumerated() {
        params[dataset] += entry.params
        flops[dataset] += entry.counter("published") ?? 0
      }
    }
    #expect(params == [8_804_237_312, 8_913_354_752, 8_937_603_072])
    #expect(flops == [3_504_881_598_464, 3_504_990_715_904, 876_362_858_496])
  }

  @Test func theLargestNetworkCostsWhatIsDocumented() throws {
    let entry = space.costs(of: try space.parse("64:64:64:64:64"))[0]
    #expect(entry.params == 713_674)
    #expect(entry.counter("published") == 274_399_882)
  }

  @Test func sketchesNameThePartsAndTheirShapes() throws {
    let sketch = try #require(space.sketches(of: try space.parse("8:16:24:32:40")).first)
    #expect(
      sketch.nodes == ["3x32x32", "8x32x32", "8x32x32", "16x16x16", "24x16x16", "32x8x8", "40x8x8", "classes"])
    #expect(
      sketch.edges.map(\.label) == [
        "stem", "cell", "reduction", "cell", "reduction", "cell", "pooling, linear",
      ])
  }

  @Test(arguments: [
    (
      "",
      "malformed encoding at byte 0: found an empty text; expected a width in channels, as in '8:16:24:32:40' with multiples of 8 from 8 to 64"
    ),
    (
      "8:16:24:32",
      "malformed encoding at byte 10: found the end of the text; expected ':', as in '8:16:24:32:40' with multiples of 8 from 8 to 64"
    ),
    (
      "8:16:24:32:40:48",
      "malformed encoding at byte 13: found ':'; expected the end of the text, as in '8:16:24:32:40' with multiples of 8 from 8 to 64"
    ),
    ("8:12:24:32:40", "outside the space at byte 2: found '12'; expected a multiple of 8 from 8 to 64"),
    ("8:72:24:32:40", "outside the space at byte 2: found '72'; expected a width in channels, at most 64"),
    ("0:16:24:32:40", "outside the space at byte 0: found '0'; expected a multiple of 8 from 8 to 64"),
    (
      "08:16:24:32:40",
      "malformed encoding at byte 1: found '8'; expected a width in channels without leading zeros, as in '8:16:24:32:40' with multiples of 8 from 8 to 64"
    ),
    (
      "8: 16:24:32:40",
      "malformed encoding at byte 2: found ' '; expected a width in channels, as in '8:16:24:32:40' with multiples of 8 from 8 to 64"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }
}
