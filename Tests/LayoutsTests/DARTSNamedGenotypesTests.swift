import Core
import SearchSpaces
import TestSupport
import Testing

@testable import Layouts

struct DARTSNamedGenotypesTests {
  private struct Row: Decodable {
    let name: String
    let encoding: String
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func publishedCellsAreThoseOfTheRepository() throws {
    let rows = try sharedRecords("truth/darts.jsonl", as: Row.self)
    for name in ["NASNet", "AmoebaNet", "DARTS_V1", "DARTS_V2"] {
      let row = try #require(rows.first { $0.name == name })
      #expect(DARTSNamedGenotypes.published[name] == row.encoding)
    }
    #expect(DARTSNamedGenotypes.published["DARTS"] == DARTSNamedGenotypes.published["DARTS_V2"])
  }

  @Test func aGenotypeSaysTheSameNetworkInTheNotationOfTheExtendedSpace() throws {
    var genotypes = DARTSNamedGenotypes()
    genotypes.isExtended = true
    for name in ["DARTS", "DARTS_V1"] {
      let text = try #require(genotypes.encoding(of: name))
      let extended = DARTSExtended()
      let plain = DARTS()
      let published = try #require(DARTSNamedGenotypes.published[name])
      let params = extended.costs(of: try extended.parse(text)).map(\.params)
      #expect(params == plain.costs(of: try plain.parse(published)).map(\.params))
    }
    #expect(genotypes.encoding(of: "NASNet") == DARTSNamedGenotypes.published["NASNet"], "five nodes cannot be said")
    #expect(genotypes.encoding(of: "PDARTS") == nil)
  }
}
