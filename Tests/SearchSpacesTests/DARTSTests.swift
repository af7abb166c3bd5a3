import Core
import Foundation
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct DARTSTests {
  private let space = DARTS()

  private static let v1 =
    "Genotype(normal=[('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', 1), "
    + "('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)], "
    + "normal_concat=range(2, 6), reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), "
    + "('max_pool_3x3', 0), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('avg_pool_3x3', 0)], "
    + "reduce_concat=range(2, 6))"

  @Test func theNormalizedTextSortsPairsByInputAndListsTheOutput() throws {
    #expect(
      space.encode(try space.parse(Self.v1))
        == "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1), "
        + "('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)], "
        + "normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 0), "
        + "('skip_connect', 2), ('max_pool_3x3', 0), ('skip_connect', 2), ('avg_pool_3x3', 0), ('skip_connect', 2)], "
        + "reduce_concat=[2, 3, 4, 5])")
  }

  @Test func pairsJoinedToTuplesAreTheSameGenotype() throws {
    let joined = Self.v1.replacing("[('", with: "[(('").replacing("), ('", with: "~")
    // Every second separator is between nodes.
    var isInside = false
    var text = ""
    for character in joined {
      guard character == "~" else {
        if character == "]", isInside { text += ")" }
        if character == "[" { isInside = false }
        text.append(character)
        continue
      }
      isInside.toggle()
      text += isInside ? "), ('" : ")), (('"
    }
    #expect(text.hasPrefix("Genotype(normal=[(('sep_conv_3x3', 1), ('sep_conv_3x3', 0)), (('skip_connect', 0), "))
    #expect(try space.parse(text) == space.parse(Self.v1))
  }

  @Test(arguments: [NotationName.json, .nasBench301, .naslibCompact])
  func everyNotationParsesBack(_ notation: NotationName) throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<100 {
      let cell = space.sample(using: &generator)
      let text = try #require(space.encode(cell, in: notation))
      #expect(try space.parse(text) == cell, "\(text)")
    }
  }

  @Test func notationsOfTheFirstOrderGenotype() throws {
    let cell = try space.parse(Self.v1)
    #expect(
      space.encode(cell, in: .naslibCompact)
        == "(((0, 3), (1, 3), (0, 2), (1, 3), (0, 2), (1, 3), (0, 3), (2, 2)), "
        + "((0, 0), (1, 0), (0, 0), (2, 2), (0, 0), (2, 2), (0, 1), (2, 2)))")
    let configuration = try #require(space.encode(cell, in: .nasBench301))
    #expect(configuration.hasPrefix(#"{"NetworkSelectorDatasetInfo:darts:edge_normal_0":"sep_conv_3x3","#))
    #expect(configuration.contains(#""NetworkSelectorDatasetInfo:darts:edge_normal_11":"skip_connect""#))
    #expect(configuration.contains(#""NetworkSelectorDatasetInfo:darts:inputs_node_reduce_5":"0_2""#))
    #expect(space.encode(cell, in: "no such notation") == nil)
  }

  @Test func baselinesHaveNoNotationOfTheSearch() throws {
    let pairs = "('sep_conv_7x7', 0), ('skip_connect', 1)"
    let cell = try space.parse("Genotype(normal=[\(pairs)], normal_concat=[2], reduce=[\(pairs)], reduce_concat=[2])")
    #expect(!cell.isSearched)
    #expect(space.encode(cell, in: .nasBench301) == nil)
    #expect(space.encode(cell, in: .naslibCompact) == nil)
    #expect(space.encode(cell, in: .json) != nil)
  }

  @Test func theSizeIsThatOfThePaper() { #expect(space.size == "1076746950455072400") }

  @Test func samplesAreSearchedGenotypesAndSpreadEvenly() {
    var generator = SeededGenerator(seed: 5)
    var counts: [DARTSPair: Int] = [:]
    for _ in 0..<2000 {
      let cell = space.sample(using: &generator)
      #expect(cell.isSearched)
      for pair in cell.normal.pairs[6...] { counts[pair, default: 0] += 1 }
    }
    // 35 pairs of the last node, 4,000 draws: 114.3 each, sd 10.5.
    #expect(counts.count == 35)
    #expect(counts.values.allSatisfy { (65...165).contains($0) })
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func everyGenotypeInTheLogsIsRead() throws {
    let directory = try #require(sharedDirectory).appending(path: "data/darts")
    let files = FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []
    var count = 0
    for file in files where file.hasSuffix(".txt") || file.hasSuffix(".out") {
      for line in try String(contentsOf: directory.appending(path: file), encoding: .utf8).split(separator: "\n") {
        guard let start = line.range(of: "genotype = ") else { continue }
        _ = try space.parse(String(line[start.upperBound...]))
        count += 1
      }
    }
    print("genotypes in logs: \(count)")
    #expect(count >= 10)
  }

  private static let grammar =
    "as in Genotype(normal=[('OPERATION', INPUT), …], normal_concat=[2, 3, 4, 5], reduce=[…], reduce_concat=[…])"
  private static let labels =
    "one of 'avg_pool_3x3', 'conv_7x1_1x7', 'dil_conv_3x3', 'dil_conv_5x5', 'max_pool_3x3', 'sep_conv_3x3', 'sep_conv_5x5', 'sep_conv_7x7', 'skip_connect'"

  @Test(arguments: [
    ("", "malformed encoding at byte 0: found an empty text; expected \"G\" of \"Genotype(normal=\", \(grammar)"),
    (
      " Genotype(", "malformed encoding at byte 0: found ' '; expected \"G\" of \"Genotype(normal=\", \(grammar)"
    ),
    (
      "Genotype(normal=[]",
      "outside the space at byte 17: found 0 pairs; expected two pairs for each of 1 to 5 nodes"
    ),
    (
      "Genotype(normal=[('skip_connect', 0)]",
      "outside the space at byte 36: found 1 pair; expected two pairs for each of 1 to 5 nodes"
    ),
    (
      "Genotype(normal=[('none', 0)",
      "unknown symbol at byte 19: found 'none'; expected \(labels)"
    ),
    (
      "Genotype(normal=[(\"skip_connect\", 0)",
      "malformed encoding at byte 18: found '\"'; expected \"'\" of \"('\", \(grammar)"
    ),
    (
      "Genotype(normal=[('skip_connect', 2)",
      "outside the space at byte 34: found '2' as an input of node 2; expected 0 to 1"
    ),
    (
      "Genotype(normal=[('skip_connect', 00)",
      "malformed encoding at byte 35: found '0'; expected a number without leading zeros, \(grammar)"
    ),
    (
      "Genotype(normal=[('skip_connect',  0)",
      "malformed encoding at byte 34: found ' '; expected a number, \(grammar)"
    ),
    (
      "Genotype(normal=[('skip_connect', 0),('skip_connect', 0)",
      "malformed encoding at byte 37: found '('; expected \" \" of \", \", \(grammar)"
    ),
    (
      "Genotype(normal=[('skip_connect', 0), ('skip_connect', 1)], normal_concat=range(2, 4)",
      "outside the space at byte 83: found a range up to '4' in the output; expected nodes 2 to 2"
    ),
    (
      "Genotype(normal=[('skip_connect', 0), ('skip_connect', 1)], normal_concat=range(2, 2)",
      "outside the space at byte 83: found an empty output; expected one node or more"
    ),
    (
      "Genotype(normal=[('skip_connect', 0), ('skip_connect', 1)], normal_concat=[1, 2]",
      "outside the space at byte 75: found node '1' in the output; expected nodes 2 to 2"
    ),
    (
      "Genotype(normal=[('skip_connect', 0), ('skip_connect', 1)], normal_concat=[2, 2]",
      "outside the space at byte 78: found node 2 twice in the output; expected each node at most once"
    ),
    (
      "Genotype(normal=[('skip_connect', 0), ('skip_connect', 1)], normal_concat=[]",
      "outside the space at byte 75: found an empty output; expected one node or more"
    ),
    (
      "(((2, 0)",
      "outside the space at byte 3: found '2'; expected an input of node 2, 0 to 1"
    ),
    (
      "(((1, 7)",
      "outside the space at byte 6: found '7'; expected an operation 0 to 6"
    ),
    (
      "{\"NetworkSelectorDatasetInfo:darts:edge_normal_0\":\"sep_conv_3x3\"}",
      "malformed encoding at byte 64: found an object without 'NetworkSelectorDatasetInfo:darts:edge_normal_1'; expected the keys 'NetworkSelectorDatasetInfo:darts:edge_normal_0', 'NetworkSelectorDatasetInfo:darts:inputs_node_normal_3', …"
    ),
    (
      "{\"normal\":[[\"skip_connect\",0],[\"skip_connect\",1]],\"normal_concat\":[3],\"reduce\":[],\"reduce_concat\":[]}",
      "outside the space at byte 67: found node '3' in the output; expected nodes 2 to 2"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }

  @Test func whatFollowsAGenotypeIsAFault() throws {
    let error = #expect(throws: EncodingError.self) { try space.parse(Self.v1 + "\n") }
    #expect(error?.offset == Self.v1.utf8.count)
    #expect(error?.found == "U+000A")
  }

  @Test func anEdgeThatItsNodeDoesNotReadIsAFault() throws {
    let text = try #require(space.encode(try space.parse(Self.v1), in: .nasBench301))
    let more = text.dropLast() + #","NetworkSelectorDatasetInfo:darts:edge_normal_13":"skip_connect"}"#
    let error = #expect(throws: EncodingError.self) { try space.parse(String(more)) }
    #expect(error?.offset == text.utf8.count)
    // Another hyper-parameter is none.
    let other = text.dropLast() + #","OptimizerSelector:optimizer":"sgd"}"#
    #expect(try space.parse(String(other)) == space.parse(text))
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func tenMegabytesOfDigitsFailSoonAndShortly(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) {
      let digits = String(repeating: "7", count: 10_000_000)
      for text in [
        digits, "[\(digits)", "[\(digits)]", "{\"normal\":\(digits)}", "(\(digits)",
        "Genotype(normal=[('skip_connect', \(digits))", "Genotype(normal=[('\(digits)", "Genotype(normal=[('\(digits)'",
      ] {
        let error = #expect(throws: EncodingError.self) { try space.parse(text) }
        #expect((error?.description.utf8.count ?? 0) < 500)
      }
    }
    let time = try processorTime { check(try SearchSpaceRegistry.space(id)) }
    // Eight texts.
    #expect(time < .seconds(10))
  }
}
