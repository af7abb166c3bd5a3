import Core
import Foundation
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct AttentiveNASTests {
  private let space = AttentiveNAS()
  private static let smallest = """
    {"resolution":192,"width":[16,16,24,32,64,112,192,216,1792],"depth":[1,3,3,3,3,3,1],\
    "kernel_size":[3,3,3,3,3,3,3],"expand_ratio":[1,4,4,4,4,6,6]}
    """

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func everyRowOfTheTruthIsReproduced() throws {
    let rows = try TruthRow.rows("truth/attentive-nas.jsonl")
    #expect(rows.count == 30)
    var named = 0
    for row in rows {
      let cell = try space.parse(row.encoding)
      let entry = space.costs(of: cell)[0]
      #expect(space.encode(cell) == row.encoding)
      #expect(entry.params == row.number("params"), "\(row.encoding)")
      #expect(entry.paramsLive == row.number("params_used"), "\(row.encoding)")
      #expect(entry.macs == row.number("macs_conv_linear"), "\(row.encoding)")
      #expect(entry.macsLive == entry.macs)
      #expect(entry.counter("published") == row.number("flops_as_published_convention"), "\(row.encoding)")
      guard let published = row.number("published_mflops") else { continue }
      #expect((entry.macs + 500_000) / 1_000_000 == published, "\(row.text("name") ?? "")")
      named += 1
    }
    #expect(named == 7)
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func sizeAndCandidatesAreThoseOfTheAuthors() throws {
    let line = try #require(try sharedLines("truth/attentive-nas-space.json").first)
    let truth = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(truth["space_size"] as? Int == Int(space.size))
    let candidates = try #require(truth["candidates"] as? [String: Any])
    for (key, genes) in AttentiveNASGene.members {
      let own = AttentiveNASGene.all[genes].map(\.candidates)
      if key == "resolution" {
        #expect(candidates[key] as? [Int] == own[0])
      } else {
        #expect(candidates[key] as? [[Int]] == own)
      }
    }
  }

  @Test func theSmallestSubnetIsA0AndHasCode0() throws {
    let cell = try space.parse(Self.smallest)
    #expect(cell.code == 0)
    #expect(space.encode(AttentiveNASConfiguration(code: 0)) == Self.smallest)
    #expect(space.costs(of: cell)[0].macs == 203_389_568)
  }

  @Test func theVectorHasTheNumbersInTheOrderOfThePredictor() throws {
    let cell = try space.parse(Self.smallest)
    let vector = try #require(space.encode(cell, in: .vector))
    #expect(vector == "[192,16,16,24,32,64,112,192,216,1792,1,3,3,3,3,3,1,3,3,3,3,3,3,3,1,4,4,4,4,6,6]")
    #expect(try space.parse(vector) == cell)
    #expect(try space.parse(vector.split(separator: ",").joined(separator: ", ")) == cell)
  }

  @Test func theOrderOfMembersDoesNotMatter() throws {
    let text = """
      {"width": [16,16,24,32,64,112,192,216,1792], "expand_ratio":[1,4,4,4,4,6,6], "depth":[1,3,3,3,3,3,1],
       "kernel_size":[3,3,3,3,3,3,3], "resolution":192}
      """
    #expect(try space.encode(space.parse(text)) == Self.smallest)
  }

  @Test(arguments: [
    ("192,", "19,", "outside the space at byte 14: found '19'; expected resolution, one of 192, 224, 256, 288"),
    ("192,", "192.0,", "malformed encoding at byte 14: found '192.0'; expected resolution, one of 192, 224, 256, 288"),
    ("112", "113", "outside the space at byte 42: found '113'; expected the width of mb5, one of 112, 120, 128"),
    (
      ",1792]", "]",
      "malformed encoding at byte 26: found 8 numbers; expected 9 numbers, width"
    ),
    (
      "\"depth\"", "\"depths\"",
      "unknown symbol at byte 60: found the key 'depths'; expected one of 'resolution', 'width', 'depth', 'kernel_size', 'expand_ratio'"
    ),
    (
      "\"depth\"", "\"width\"",
      "malformed encoding at byte 60: found a second 'width'; expected each of 'resolution', 'width', 'depth', 'kernel_size', 'expand_ratio' once"
    ),
    (
      "\"resolution\":192,", "",
      "malformed encoding at byte 127: found no 'resolution'; expected each of 'resolution', 'width', 'depth', 'kernel_size', 'expand_ratio' once"
    ),
    (
      "\"width\":[", "\"width\":[[",
      "malformed encoding at byte 68: found ':'; expected JSON {\"resolution\":192,\"width\":[9 numbers],\"depth\":[7],\"kernel_size\":[7],\"expand_ratio\":[7]} or a list of 31 numbers (expected ',' or ']')"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ old: String, _ new: String, _ message: String) throws {
    let place = try #require(Self.smallest.range(of: old))
    let text = Self.smallest.replacingCharacters(in: place, with: new)
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    ("", "malformed encoding at byte 0: found an empty text"), ("7", "malformed encoding at byte 0: found '7'"),
    ("null", "malformed encoding at byte 0: found null"),
    ("[192]", "malformed encoding at byte 0: found 1 numbers; expected 31 numbers"),
    ("{} x", "malformed encoding at byte 3: found 'x'"),
    (" {}", "malformed encoding at byte 0: found ' '; expected JSON"),
    ("[192]\n", "malformed encoding at byte 5: found U+000A; expected the end of the text"),
  ])
  func whatIsNoConfigurationIsRefused(_ text: String, _ beginning: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description.hasPrefix(beginning) == true, "\(error?.description ?? "")")
  }
}
