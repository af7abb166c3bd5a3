import Core
import Costs
import Foundation
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct PNASTests {
  private let space = PNAS()

  private static let net5 =
    #"[[["sep_conv_5x5",0],["max_pool_3x3",0]],[["sep_conv_7x7",1],["max_pool_3x3",1]],"#
    + #"[["sep_conv_5x5",1],["sep_conv_3x3",1]],[["sep_conv_3x3",4],["max_pool_3x3",1]],"#
    + #"[["sep_conv_3x3",0],["skip_connect",1]]]"#

  private static let pairs =
    "[('sep_conv_5x5', 0), ('max_pool_3x3', 0), ('sep_conv_7x7', 1), ('max_pool_3x3', 1), ('sep_conv_5x5', 1), "
    + "('sep_conv_3x3', 1), ('sep_conv_3x3', 4), ('max_pool_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 1)]"
  private static let genotype =
    "Genotype(normal=\(pairs), normal_concat=[2, 3, 4, 5, 6], reduce=\(pairs), reduce_concat=[2, 3, 4, 5, 6])"

  private static let slim =
    #"{"operations":["separable_5x5_2","max_pool_3x3","separable_7x7_2","max_pool_3x3","separable_5x5_2","#
    + #""separable_3x3_2","separable_3x3_2","max_pool_3x3","separable_3x3_2","none"],"#
    + #""hiddenstate_indices":[1,1,0,0,0,0,4,0,1,0]}"#

  @Test func threeNotationsAreOneCell() throws {
    let cell = try space.parse(Self.net5)
    #expect(try space.parse(Self.genotype) == cell)
    #expect(try space.parse(Self.slim) == cell)
    #expect(try space.parse(Self.genotype.replacing("[2, 3, 4, 5, 6]", with: "range(2, 7)")) == cell)
    #expect(space.encode(cell) == Self.net5)
    #expect(space.encode(cell, in: .own) == Self.net5)
    #expect(space.encode(cell, in: .genotype) == Self.genotype)
    #expect(space.encode(cell, in: .tfSlim) == Self.slim)
    #expect(space.encode(cell, in: "no such notation") == nil)
  }

  @Test func tfSlimCannotSayTwoOfTheEightOperations() throws {
    for label in ["dil_conv_3x3", "conv_7x1_1x7"] {
      let cell = try space.parse(#"[[["\#(label)",0],["skip_connect",1]]]"#)
      #expect(space.encode(cell, in: .tfSlim) == nil)
    }
    var generator = SeededGenerator(seed: 6)
    var count = 0
    for _ in 0..<500 {
      let cell = space.sample(using: &generator)
      let genotype = try #require(space.encode(cell, in: .genotype))
      #expect(try space.parse(genotype) == cell)
      guard let text = space.encode(cell, in: .tfSlim) else { continue }
      #expect(try space.parse(text) == cell)
      count += 1
    }
    #expect(count > 10)
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func modelsCostWhatTheAuthorsModulesCost() throws {
    let truth = try JSONDecoder().decode(PNASTruth.self, from: Data(sharedLines("truth/pnas.json").joined().utf8))
    let network = try space.parse(Self.net5).network
    #expect(truth.models.count == 8)
    for model in truth.models {
      let skeleton = DARTSSkeleton.pnas(
        task: "imagenet", size: model.resolution, channels: model.c, layers: model.layers, filters: model.filters,
        classes: model.classes)
      let cost = network.entry(
        in: skeleton, conventions: [NormalizedElements(), PublishedCounts(PlainMultiplyAccumulates())])
      #expect(cost.params == model.params, "\(model.name)")
      #expect(cost.macs == model.macsConvLinear, "\(model.name)")
      #expect(cost.counter("published") == model.flopsAsPublishedConvention, "\(model.name)")
      #expect(cost.counter("test-normalized-elements") == model.bnElems, "\(model.name)")
    }
    print("pnas: \(truth.models.count) of 8 models")
  }

  @Test func costsAreThoseOfLargeAndMobile() throws {
    let costs = space.costs(of: try space.parse(Self.net5))
    #expect(costs.map { $0.task?.rawValue } == ["imagenet-large", "imagenet-mobile"])
    #expect(costs.map(\.input) == [[3, 331, 331], [3, 224, 224]])
    #expect(costs.map(\.params) == [86_061_989, 5_065_568])
    #expect(costs.map(\.macs) == [24_937_400_112, 587_294_280])
    #expect(costs.map(\.paramsLive) == costs.map(\.params))
    #expect(costs.map { $0.counter("published") } == [24_937_400_112, 587_294_280])
  }

  @Test func everyOperationFitsTheFirstCell() throws {
    for operation in PNASCell.operations {
      let cell = try space.parse(#"[[["\#(operation.label)",0],["\#(operation.label)",1]]]"#)
      #expect(space.costs(of: cell).allSatisfy { $0.params == $0.paramsLive && $0.macs > 0 })
    }
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func countsAreThoseOfTheTruth() throws {
    let counts = try JSONDecoder()
      .decode(PNASTruth.self, from: Data(sharedLines("truth/pnas.json").joined().utf8)).counts
    let blocks = [counts.block1, counts.block2, counts.block3, counts.block4, counts.block5]
    var product = 1
    for (index, block) in blocks.enumerated() {
      product *= block.ordered
      #expect(space.size(ofLevel: index + 1) == "\(product)")
      let pairs = 8 * (index + 2)
      #expect(block.unorderedWithinBlock == pairs * (pairs + 1) / 2)
    }
    #expect(space.size == "\(counts.orderedTotal5Blocks)")
    #expect(classCount(ofLevel: 1) == counts.b1Unique)
    #expect(classCount(ofLevel: 2) == counts.b2UniqueUpToBlockRelabelling)
    let sorted = Set(space.cells(ofLevel: 2).map { $0.pairs.sortedWithinNodes { $0.textOrder } })
    #expect(sorted.count == counts.b2UnorderedWithinBlock)
  }

  private func classCount(ofLevel level: Int) -> Int {
    Set(space.cells(ofLevel: level).map { space.representative(of: $0, under: .isomorphic) }).count
  }

  @Test func levelsAreEnumeratedInOrderOfEncodings() {
    for level in 1...2 {
      var previous: String?
      var count = 0
      var isSorted = true
      for cell in space.cells(ofLevel: level) {
        let encoding = space.encode(cell)
        if let previous, !previous.precedesBytewise(encoding) { isSorted = false }
        previous = encoding
        count += 1
      }
      #expect(isSorted)
      #expect("\(count)" == space.size(ofLevel: level))
    }
    // Larger levels start at once.
    let first = Array(space.cells(ofLevel: 5).prefix(1000))
    #expect(Set(first).count == 1000)
  }

  @Test func theRepresentativeIsTheSmallestMemberOfEveryClassOfTwoBlocks() {
    var smallest: [PNASCell: String] = [:]
    for cell in space.cells(ofLevel: 2) {
      let representative = space.representative(of: cell, under: .isomorphic)
      // Cells come in order of encodings, so the first of each class is its smallest.
      if smallest[representative] == nil { smallest[representative] = space.encode(cell) }
    }
    #expect(smallest.allSatisfy { space.encode($0.key) == $0.value })
  }

  @Test func samplesOfEachLevelHaveItsBlocks() {
    var generator = SeededGenerator(seed: 7)
    for level in PNAS.levels {
      for _ in 0..<100 { #expect(space.sample(level: level, using: &generator).blockCount == level) }
    }
    var counts: [DARTSPair: Int] = [:]
    for _ in 0..<4800 { counts[space.sample(using: &generator).pairs[9], default: 0] += 1 }
    // 48 pairs of the last block: 100 each, sd 9.9.
    #expect(counts.count == 48)
    #expect(counts.values.allSatisfy { (55...150).contains($0) })
  }

  private static let labels =
    "one of 'avg_pool_3x3', 'conv_7x1_1x7', 'dil_conv_3x3', 'max_pool_3x3', 'sep_conv_3x3', 'sep_conv_5x5', 'sep_conv_7x7', 'skip_connect'"

  @Test(arguments: [
    (
      "[]", "outside the space at byte 1: found 0 pairs; expected two pairs for each of 1 to 5 nodes"
    ),
    (
      #"[[["dil_conv_5x5",0],["skip_connect",1]]]"#,
      "unknown symbol at byte 3: found 'dil_conv_5x5'; expected \(labels)"
    ),
    (
      #"[[["skip_connect",0],["skip_connect",2]]]"#,
      "outside the space at byte 37: found '2' as an input of node 2; expected 0 to 1"
    ),
    (
      #"[[["skip_connect",0]]]"#,
      "malformed encoding at byte 1: found an array of 1; expected two pairs [\"OPERATION\",INPUT]"
    ),
    (
      #"[[["skip_connect",0],["skip_connect",1]]] "#,
      "malformed encoding at byte 41: found ' '; expected the end of the text"
    ),
    (
      #"{"operations":["none","conv"],"hiddenstate_indices":[0,0]}"#,
      "unknown symbol at byte 22: found 'conv'; expected one of 'avg_pool_3x3', 'max_pool_3x3', 'none', 'separable_3x3_2', 'separable_5x5_2', 'separable_7x7_2'"
    ),
    (
      #"{"operations":["none","none"],"hiddenstate_indices":[0]}"#,
      "malformed encoding at byte 54: found fewer inputs than operations; expected an input for each operation"
    ),
    (
      #"{"operations":["none","none"],"hiddenstate_indices":[0,1,1]}"#,
      "malformed encoding at byte 57: found more inputs than operations; expected an input for each operation"
    ),
    (
      "Genotype(normal=[('skip_connect', 0), ('skip_connect', 1)], normal_concat=[2], reduce=[('skip_connect', 0), ('skip_connect', 0)], reduce_concat=[2])",
      "outside the space at byte 108: found two different cells; expected the same pairs in 'normal' and 'reduce'"
    ),
    (
      "Genotype(normal=[('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 0), ('skip_connect', 1)], normal_concat=[3], reduce=[('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 0), ('skip_connect', 1)], reduce_concat=[2, 3])",
      "outside the space at byte 116: found an output without some blocks; expected all of nodes 2 to 3"
    ),
    (
      "Genotype(normal=[('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 0), ('skip_connect', 1)], normal_concat=[2, 3], reduce=[('skip_connect', 0), ('skip_connect', 1)], reduce_concat=[2])",
      "outside the space at byte 172: found 2 pairs; expected the 4 pairs of 'normal'"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }

  @Test func moreThanFiveBlocksAreAFaultWhereTheSixthStarts() {
    let block = #"[["skip_connect",0],["skip_connect",1]]"#
    let text = "[" + Array(repeating: block, count: 6).joined(separator: ",") + "]"
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.offset == 1 + 5 * (block.utf8.count + 1))
    #expect(error?.found == "more than 10 pairs")
  }
}
