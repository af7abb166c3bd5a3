import Core
import Foundation
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct DARTSExtendedTests {
  private let space = DARTSExtended()

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func genotypesCostWhatTheAuthorsOperationsCost() throws {
    let records = try sharedRecords("truth/darts-extended.jsonl", as: DARTSExtendedTruth.self)
    #expect(records.count == 20)
    for record in records {
      let text = String(decoding: try JSONEncoder().encode(record.encoding), as: UTF8.self)
      let cell = try space.parse(text)
      let costs = space.costs(of: cell)
      #expect(costs[0].params == record.cifar.params)
      #expect(costs[0].macs == record.cifar.macsConvLinear)
      #expect(costs[1].params == record.imagenet.params)
      #expect(costs[1].macs == record.imagenet.macsConvLinear)
      #expect(record.multipleOpsPerEdge == cell.hasSeveralOperationsOnAnEdge)
    }
    print("darts-extended: \(records.count) of 20 rows")
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func sizesAreThoseOfTheTruth() throws {
    let text = try sharedLines("truth/darts-counts.json").joined()
    #expect(text.contains("\"ext_one_op_per_edge_one_cell\":4319684586945,"))
    #expect(text.contains("\"ext_any_pairs_one_cell\":316893154947697631653043093505,"))
    #expect(text.contains("\"standard_two_cells\":\(DARTS().size),"))
  }

  @Test func theSizeIsTheSquareOfThatOfOneCell() {
    // 316893154947697631653043093505 and 4319684586945 squared, by another program.
    #expect(space.size == "100421271652705499963856920238219676277665255284580173185025")
    #expect(DARTSExtended.sizeWithOneOperationPerEdge == "18659674930690195264433025")
  }

  @Test func everyDARTSGenotypeIsAnExtendedOneOfTheSameCosts() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<20 {
      let genotype = DARTS().sample(using: &generator)
      let extended = DARTSExtendedGenotype(
        normal: DARTSExtendedCell(genotype.normal.wiring), reduce: DARTSExtendedCell(genotype.reduce.wiring))
      for (cost, expected) in zip(space.costs(of: extended), DARTS().costs(of: genotype)) {
        #expect(cost.params == expected.params && cost.macs == expected.macs)
        #expect(cost.paramsLive == expected.paramsLive && cost.macsLive == expected.macsLive)
      }
    }
  }

  @Test func pairsAreSortedByInputThenLabel() throws {
    let node = #"[["skip_connect",1],["sep_conv_3x3",0],["max_pool_3x3",1],["dil_conv_5x5",0]]"#
    let sorted = #"[["dil_conv_5x5",0],["sep_conv_3x3",0],["max_pool_3x3",1],["skip_connect",1]]"#
    let cell = { (node: String) in "[" + Array(repeating: node, count: 4).joined(separator: ",") + "]" }
    let parsed = try space.parse(#"{"reduce":\#(cell(node)),"normal":\#(cell(node))}"#)
    #expect(space.encode(parsed) == #"{"normal":\#(cell(sorted)),"reduce":\#(cell(sorted))}"#)
  }

  @Test func anInputThatNothingReadsIsDead() throws {
    let node = #"[["sep_conv_3x3",1]]"#
    let cell = #"[\#(node),\#(node),\#(node),\#(node)]"#
    let costs = space.costs(of: try space.parse(#"{"normal":\#(cell),"reduce":\#(cell)}"#))
    // 16 cells of CIFAR bring 4C channels to C, 2 halve; the first two read the stem.
    for cost in costs { #expect(cost.paramsLive < cost.params && cost.macsLive < cost.macs) }
    #expect(costs[0].params - costs[0].paramsLive == Self.deadCIFARPreprocessing)
  }

  /// What brings the output of the cell before the last to the channels of a cell, in all 20 cells: weights and
  /// normalization.
  private static let deadCIFARPreprocessing: Int = {
    var total = 0
    var (older, newer, channels) = (108, 108, 36)
    for layer in 0..<20 {
      if layer == 6 || layer == 13 { channels *= 2 }
      total += older * channels + 2 * channels
      (older, newer) = (newer, 4 * channels)
    }
    return total
  }()

  @Test(arguments: [
    ("", "malformed encoding at byte 0: found an empty text; expected '{' of \(grammar)"),
    ("[]", "malformed encoding at byte 0: found '['; expected '{' of \(grammar)"),
    (#"{"normal":[]}"#, "malformed encoding at byte 12: found an object without 'reduce'; expected \(grammar)"),
    (
      #"{"normal":[],"reduce":[],"x":1}"#,
      "unknown symbol at byte 25: found the key 'x'; expected one of 'normal', 'reduce'"
    ),
    (
      #"{"normal":[],"normal":[]}"#,
      "malformed encoding at byte 13: found the key 'normal' a second time; expected \(grammar)"
    ),
    (#"{"normal":[],"reduce":[]}"#, "outside the space at byte 11: found 0 nodes; expected 4 nodes"),
    (#"{"normal":7,"reduce":[]}"#, "malformed encoding at byte 10: found '7'; expected an array of 4 nodes"),
    (
      #"{"normal":[[]],"reduce":[]}"#,
      "outside the space at byte 11: found node 2 without inputs; expected one pair or more"
    ),
    (
      #"{"normal":[[["skip_connect",2]]],"reduce":[]}"#,
      "outside the space at byte 28: found '2' as an input of node 2; expected 0 to 1"
    ),
    (
      #"{"normal":[[["skip_connect",0],["skip_connect",0]]],"reduce":[]}"#,
      "outside the space at byte 31: found 'skip_connect' of 0 twice in node 2; expected each pair at most once"
    ),
    (
      #"{"normal":[[["sep_conv_7x7",0]]],"reduce":[]}"#,
      "unknown symbol at byte 13: found 'sep_conv_7x7'; expected one of 'avg_pool_3x3', 'dil_conv_3x3', 'dil_conv_5x5', 'max_pool_3x3', 'sep_conv_3x3', 'sep_conv_5x5', 'skip_connect'"
    ),
    (
      #"{"normal":[[["skip_connect"]]],"reduce":[]}"#,
      "malformed encoding at byte 12: found an array of 1; expected [\"OPERATION\",INPUT]"
    ),
    (
      #"{"normal":[[["skip_connect",1.0]]],"reduce":[]}"#,
      "malformed encoding at byte 28: found '1.0'; expected an input 0 to 1"
    ),
    (#"{"normal":[],"reduce":[]} "#, "malformed encoding at byte 25: found ' '; expected the end of the text"),
    (
      #"{"normal":[,"reduce":[]}"#,
      "malformed encoding at byte 11: found no JSON (expected a value); expected \(grammar)"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }

  private static let grammar = #"{"normal":[[["OPERATION",INPUT],…] for each of 4 nodes],"reduce":[…]}"#
}
