import Core
import Foundation
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct NASBenchMacroTests {
  private let space = NASBenchMacro()
  private static let all = (0..<UInt16(NASBenchMacroArchitecture.count)).map { NASBenchMacroArchitecture(code: $0) }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func everyRowOfTheTruthIsReproduced() throws {
    let rows = try TruthRow.rows("truth/nas-bench-macro.jsonl")
    #expect(rows.count == 2000)
    for row in rows {
      let cell = try space.parse(row.encoding)
      let entry = space.costs(of: cell)[0]
      let agrees =
        entry.params == row.number("params") && entry.macs == row.number("macs_conv_linear")
        && entry.counter("published") == row.number("flops_as_published_convention")
        && entry.counter("published") == row.number("published_flops") && entry.params == row.number("published_params")
        && space.classID(of: cell, under: .published) == row.text("canonical").map { "published:\($0)" }
      if !agrees { Issue.record("\(row.encoding)") }
    }
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func everyNetworkCostsWhatThePublishedFileSays() throws {
    let directory = try #require(sharedDirectory)
    let data = try Data(contentsOf: directory.appending(path: "data/nas-bench-macro/nas-bench-macro_cifar10.json"))
    let published = try JSONDecoder().decode([String: PublishedNetwork].self, from: data)
    #expect(published.count == 6561)
    for (encoding, network) in published {
      let cell = try space.parse(encoding)
      let entry = space.costs(of: cell)[0]
      let agrees = entry.params == network.params && entry.counter("published") == network.flops
      if !agrees { Issue.record("\(encoding)") }
      // Only one network of each class was trained.
      if published[cell.publishedForm.encoding]?.accuracy != network.accuracy { Issue.record("\(encoding)") }
    }
  }

  private struct PublishedNetwork: Decodable {
    let params: Int
    let flops: Int
    let accuracy: Double

    enum CodingKeys: String, CodingKey {
      case params, flops
      case accuracy = "mean_acc"
    }
  }

  @Test(arguments: [(EquivalenceKind.isomorphic, 6561), (.sameNetwork, 3969), (.published, 3969)])
  func thereAreAsManyClassesAsDocumented(_ kind: EquivalenceKind, _ count: Int) {
    #expect(Set(Self.all.map { space.representative(of: $0, under: kind) }).count == count)
    #expect(Set(Self.all.map { space.classID(of: $0, under: kind) }).count == count)
  }

  @Test func identitiesMoveBehindTheFirstLayerOfAStageAlone() throws {
    let cell = try space.parse("02101201")
    #expect(cell.publishedForm.encoding == "02110210")
    #expect(cell.smallestForm.encoding == "02101201")
    #expect(space.classID(of: cell, under: .published) == "published:02110210")
    #expect(space.classID(of: cell, under: .sameNetwork) == "same-network:02101201")
  }

  @Test func networksOfOneClassCostTheSame() {
    for cell in Self.all {
      let costs = space.costs(of: cell)
      if costs != space.costs(of: cell.publishedForm) { Issue.record("\(cell.encoding)") }
      if costs[0].params != costs[0].paramsLive || costs[0].macs != costs[0].macsLive {
        Issue.record("\(cell.encoding) has dead layers")
      }
    }
  }

  @Test func sumsOverTheWholeSpaceAreThoseDocumented() {
    let costs = Self.all.map { space.costs(of: $0)[0] }
    #expect(costs.reduce(0) { $0 + $1.params } == 10_736_730_954)
    #expect(costs.reduce(0) { $0 + ($1.counter("published") ?? 0) } == 364_399_409_664)
  }

  @Test(arguments: [
    (
      "",
      "malformed encoding at byte 0: found an empty text; expected a digit 0 to 2, as in '01201201', eight digits 0 to 2"
    ),
    (
      "0120120",
      "malformed encoding at byte 7: found the end of the text; expected a digit 0 to 2, as in '01201201', eight digits 0 to 2"
    ),
    (
      "012012012",
      "malformed encoding at byte 8: found '2'; expected the end of the text, as in '01201201', eight digits 0 to 2"
    ),
    (
      "01301201",
      "unknown symbol at byte 2: found '3'; expected one of '0' identity, '1' MBConv k3 e3, '2' MBConv k5 e6"
    ),
    (
      "0120 201",
      "malformed encoding at byte 4: found ' '; expected a digit 0 to 2, as in '01201201', eight digits 0 to 2"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }
}
