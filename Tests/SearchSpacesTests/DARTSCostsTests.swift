import Core
import Costs
import Foundation
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct DARTSCostsTests {
  private let space = DARTS()

  private static let v2 =
    "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), "
    + "('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], "
    + "normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), "
    + "('max_pool_3x3', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)], "
    + "reduce_concat=[2, 3, 4, 5])"

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func genotypesCostWhatTheAuthorsModulesCost() throws {
    let records = try sharedRecords("truth/darts.jsonl", as: DARTSTruth.self)
    #expect(records.count == 36)
    for record in records {
      let cell = try space.parse(record.encoding)
      let json = String(decoding: try JSONEncoder().encode(record.genotype), as: UTF8.self)
      #expect(try space.parse(json) == cell, "\(record.name)")
      let costs = space.costs(of: cell)
      expect(costs[0], costs[2], record.cifar, record.name)
      expect(costs[1], costs[3], record.imagenet, record.name)
      #expect(costs[4].params == record.nb301ProxyC32L8.params, "\(record.name)")
      #expect(costs[4].macs == record.nb301ProxyC32L8.macsConvLinear, "\(record.name)")
      let proxy = DARTSSkeleton.cifar(task: "nas-bench-301", channels: 32, layers: 8, hasAuxiliaryHead: true)
      let withAuxiliary = cell.network.parameters(in: proxy).asBuilt
      #expect(withAuxiliary == record.nb301ProxyC32L8.paramsWithAuxiliary, "\(record.name)")
    }
    print("darts: \(records.count) of 36 rows")
  }

  private func expect(_ plain: CostEntry, _ auxiliary: CostEntry, _ truth: DARTSTruth.Figures, _ name: String) {
    #expect(plain.params == truth.params, "\(name)")
    #expect(plain.macs == truth.macsConvLinear, "\(name)")
    #expect(plain.counter("published") == truth.flopsAsPublishedConvention, "\(name)")
    #expect(auxiliary.params == truth.paramsWithAuxiliary, "\(name)")
    if let withBias = truth.macsPlusFcBias { #expect(plain.counter("macs-fc-bias") == withBias, "\(name)") }
  }

  @Test func thereAreFiveEntriesInTheDocumentedOrder() throws {
    let costs = space.costs(of: try space.parse(Self.v2))
    #expect(
      costs.map { $0.task?.rawValue } == [
        "cifar10", "imagenet", "cifar10-auxiliary", "imagenet-auxiliary", "nas-bench-301",
      ])
    #expect(costs.map(\.input) == [[3, 32, 32], [3, 224, 224], [3, 32, 32], [3, 224, 224], [3, 32, 32]])
    let counters = costs.map { $0.counters.map(\.name.rawValue) }
    let unpublished = ["macs-fc-bias", "thop-0.1.1"]
    let published = ["macs-fc-bias", "published", "thop-0.1.1"]
    #expect(counters == [published, published, unpublished, unpublished, unpublished])
    #expect(costs.allSatisfy { $0.scope == .model })
  }

  @Test func figuresOfTheSecondOrderGenotypeAreThoseOfTheAuthors() throws {
    let costs = space.costs(of: try space.parse(Self.v2))
    #expect(costs.map(\.params) == [3_349_342, 4_718_752, 3_349_342 + 476_426, 4_718_752 + 1_260_776, 919_722])
    #expect(costs[0].macs == 528_359_040)
    #expect(costs[1].macs == 529_911_552)
    #expect(costs[1].counter("macs-fc-bias") == 529_912_552)
  }

  @Test func thopCountsAreThoseOfTheDossier() throws {
    // Paper's 574M is neither this nor plain multiply-accumulates.
    let count = try #require(space.costs(of: try space.parse(Self.v2))[1].counter("thop-0.1.1"))
    #expect((Double(count) / 1e5).rounded() / 10 == 546.5)
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func thopCountsOfPublishedGenotypesAreThoseOfTheDossier() throws {
    let figures = ["PDARTS": 559.3, "PC_DARTS_cifar": 588.5, "PC_DARTS_image": 599.5]
    var found = 0
    for record in try sharedRecords("truth/darts.jsonl", as: DARTSTruth.self) {
      guard let figure = figures[record.name] else { continue }
      let count = try #require(space.costs(of: try space.parse(record.encoding))[1].counter("thop-0.1.1"))
      print(record.name, count)
      #expect((Double(count) / 1e5).rounded() / 10 == figure, "\(record.name)")
      found += 1
    }
    #expect(found == 3)
  }

  @Test func theAuxiliaryHeadAddsWorkOfOneTrainingStep() throws {
    let costs = space.costs(of: try space.parse(Self.v2))
    // 4 * 144 channels at 2 x 2 to 128, 2 x 2 to 768 at one place, 10 classes; 4 * 192 and 1000 on ImageNet.
    #expect(costs[2].macs - costs[0].macs == 4 * 576 * 128 + 4 * 128 * 768 + 7680)
    #expect(costs[3].macs - costs[1].macs == 4 * 768 * 128 + 4 * 128 * 768 + 768_000)
    #expect(costs[2].params - costs[0].params == 576 * 128 + 256 + 4 * 128 * 768 + 1536 + 7690)
    #expect(costs[3].params - costs[1].params == 768 * 128 + 256 + 4 * 128 * 768 + 769_000)
  }

  @Test func searchedGenotypesHaveNothingDead() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<50 {
      let costs = space.costs(of: space.sample(using: &generator))
      #expect(costs.allSatisfy { $0.params == $0.paramsLive && $0.macs == $0.macsLive })
    }
  }

  @Test func isomorphicGenotypesHaveTheSameCosts() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<50 {
      let cell = space.sample(using: &generator)
      #expect(space.costs(of: cell) == space.costs(of: space.representative(of: cell, under: .isomorphic)))
    }
  }

  @Test func nodesThatReachNoOutputAreDead() throws {
    let text = { (pairs: String, nodes: String) in
      "Genotype(normal=[\(pairs)], normal_concat=[\(nodes)], reduce=[\(pairs)], reduce_concat=[\(nodes)])"
    }
    let short = "('sep_conv_3x3', 0), ('sep_conv_3x3', 1)"
    let dead = try space.parse(text("\(short), ('dil_conv_5x5', 0), ('sep_conv_5x5', 2)", "2"))
    let alive = try space.parse(text(short, "2"))
    #expect(space.representative(of: dead, under: .isomorphic) == alive)
    for (cost, expected) in zip(space.costs(of: dead), space.costs(of: alive)) {
      #expect(cost.paramsLive == expected.params)
      #expect(cost.macsLive == expected.macs)
      #expect(expected.params == expected.paramsLive)
      #expect(cost.params > cost.paramsLive)
    }
  }

  @Test func cellsWhoseResultNothingReadsAreDead() throws {
    // Cells read the output of the cell before the last only, so that every other one feeds nothing.
    let pairs = "('sep_conv_3x3', 0), ('skip_connect', 0)"
    let text = "Genotype(normal=[\(pairs)], normal_concat=[2], reduce=[\(pairs)], reduce_concat=[2])"
    let network = try space.parse(text).network
    let live = network.liveMaps(in: DARTSSkeleton.darts[0])
    // Maps of the stem, then 20 cells: the last cell, and every second before it.
    #expect(live == (0..<22).map { !$0.isMultiple(of: 2) })
    // The auxiliary head reads cell 13, map 15, which is live anyway; on ImageNet cell 9 and map 11 of 16, likewise.
    #expect(network.liveMaps(in: DARTSSkeleton.darts[2]) == live)
    let costs = space.costs(of: try space.parse(text))
    #expect(costs.allSatisfy { $0.paramsLive < $0.params && $0.macsLive < $0.macs })
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func configurationsOfNASBench301BecomeTheGenotypesThatTheAuthorsDecode() throws {
    struct Expected: Decodable {
      struct File: Decodable {
        let genotype: DARTSGenotypeTruth
        let modelParameters: Int
        let initChannels: Int
        let layers: Int

        enum CodingKeys: String, CodingKey {
          case genotype, layers
          case modelParameters = "model_parameters"
          case initChannels = "init_channels"
        }
      }
      let files: [String: File]
    }
    let directory = try #require(sharedDirectory).appending(path: "data/nas-bench-301")
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: directory.appending(path: "expected.json")))
    #expect(expected.files.count == 3)
    for (path, file) in expected.files {
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: directory.appending(path: path)))
      let result = try #require(object as? [String: Any])
      let configuration = try #require(result["optimized_hyperparamater_config"] as? [String: Any])
      let text = String(decoding: try JSONSerialization.data(withJSONObject: configuration), as: UTF8.self)
      let cell = try space.parse(text)
      let json = String(decoding: try JSONEncoder().encode(file.genotype), as: UTF8.self)
      #expect(try space.parse(json) == cell)
      let skeleton = DARTSSkeleton.cifar(
        task: "nas-bench-301", channels: file.initChannels, layers: file.layers, hasAuxiliaryHead: true)
      // The authors' own result counts the auxiliary head; the figures of the sampled ones are made up.
      guard path.hasPrefix("genuine/") else { continue }
      #expect(cell.network.parameters(in: skeleton).asBuilt == file.modelParameters)
    }
  }
}
