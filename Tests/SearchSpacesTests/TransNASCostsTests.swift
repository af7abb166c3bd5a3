import Core
import Costs
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct TransNASCostsTests {
  @Test func thereAreTenEntriesInTheDocumentedOrder() throws {
    let costs = try TransNASFigures("64-41414-3_33_333").costs
    #expect(
      costs.map(\.input) == [
        [3, 224, 224], [3, 64, 64], [3, 256, 256], [3, 224, 224], [3, 224, 224], [3, 224, 224], [9, 3, 64, 64],
        [3, 224, 224], [3, 224, 224], [3, 224, 224],
      ])
    #expect(costs.map(\.scope) == Array(repeating: .encoder, count: 3) + Array(repeating: .model, count: 7))
    #expect(
      costs.map { $0.task?.rawValue } == [
        nil, nil, nil, "class_scene", "class_object", "room_layout", "jigsaw", "segmentsemantic", "normal",
        "autoencoder",
      ])
    #expect(costs.allSatisfy { $0.counters.map(\.name) == ["thop-0.0.31", "thop-0.1.1"] })
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func encodersCostWhatTheAuthorsModulesCost() throws {
    let records = try sharedRecords("truth/transnas-encoder.jsonl", as: TransNASEncoderTruth.self)
    #expect(records.count == 3000)
    var mismatches: [String] = []
    for record in records {
      let figures = try TransNASFigures(record.encoding)
      for (size, entry) in zip(TransNASEncoderTruth.sizes, figures.costs) {
        let matches =
          entry.input == [3, size, size] && entry.params == record.params && entry.macs == record.plain[size]
          && entry.counter("thop-0.1.1") == record.thop011[size]
          && entry.counter("thop-0.0.31") == record.thop0031[size]
        if !matches { mismatches.append("\(record.encoding) at \(size)") }
      }
      if figures.backbone.parameters(task: nil).asBuilt != record.params { mismatches.append(record.encoding) }
    }
    #expect(mismatches.isEmpty, "\(mismatches.count), such as \(mismatches.prefix(3))")
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func modelsOfAllTasksCostWhatTheAuthorsModulesCost() throws {
    let records = try sharedRecords("truth/transnas-model.jsonl", as: TransNASModelTruth.self)
    #expect(records.count == 1500)
    var mismatches: [String] = []
    for record in records {
      let figures = try TransNASFigures(record.encoding)
      for task in TransNASTask.allCases {
        let truth = try #require(record.tasks[task.rawValue])
        if !matches(figures, task, truth) { mismatches.append("\(record.encoding) on \(task.name)") }
      }
    }
    #expect(mismatches.isEmpty, "\(mismatches.count), such as \(mismatches.prefix(3))")
  }

  private func matches(_ figures: TransNASFigures, _ task: TransNASTask, _ truth: TransNASModelTruth.Figures) -> Bool {
    let size = task.inputSize
    guard let encoder = figures.costs.first(where: { $0.scope == .encoder && $0.input == [3, size, size] }),
      let model = figures.costs.first(where: { $0.task == task.name })
    else { return false }
    // Heads without transposed convolutions cost the same per input element and per output element.
    let hasDeconvolutions = [.segmentSemantic, .normal, .autoencoder].contains(task)
    return encoder.params == truth.encoderParams && encoder.macs == truth.encoderPlain
      && encoder.counter("thop-0.1.1") == truth.encoderThop011
      && encoder.counter("thop-0.0.31") == truth.encoderThop0031 && model.params == truth.modelParams
      && model.counter("thop-0.1.1") == truth.modelThop011 && model.counter("thop-0.0.31") == truth.modelThop0031
      && (hasDeconvolutions ? model.macs < truth.modelPlainPerOutput : model.macs == truth.modelPlainPerOutput)
      && figures.perOutput(task) == truth.modelPlainPerOutput
      && figures.backbone.parameters(task: task).asBuilt == truth.modelParams
  }

  @Test func theDiscriminatorAddsItsParametersAndNoWork() {
    var tally = CostTally(conventions: allCostConventions)
    TransNASDiscriminator.addLayers(to: &tally)
    let entry = tally.entry(scope: .model, task: nil, input: [])
    #expect(entry.params == 5_168_705)
    #expect(entry.paramsLive == 5_168_705)
    #expect(entry.macs == 0)
    #expect(entry.counters.allSatisfy { $0.value == 0 })
  }

  @Test func deconvolutionsAreCountedPerInputElement() throws {
    // The segmentation decoder behind 512 x 7 x 7 by hand: 512>1024, 1024>512 at 7 x 7; 512>256, 256>128, 128>64,
    // 64>32 and 32>32 up to 224 x 224; 32>17 there.
    let perPixel = [(7, 512 * 1024 + 1024 * 512), (7, 512 * 256), (14, 256 * 128), (28, 128 * 64), (56, 64 * 32)]
    let head =
      (perPixel + [(112, 32 * 32), (224, 32 * 17)]).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * 9 }
    let costs = try TransNASFigures("64-41414-0_00_000").costs
    // 64-41414 halves three times: 56, 28, 14, 7.
    #expect(costs[7].macs - costs[0].macs == head)
  }

  @Test func costsOfDisconnectedCellsAreThoseOfStemAndHead() throws {
    let empty = try TransNASFigures("64-41414-0_00_000").costs
    for encoding in ["64-41414-3_33_000", "64-41414-0_03_033", "64-41414-1_11_000"] {
      for (entry, stemAndHead) in zip(try TransNASFigures(encoding).costs, empty) {
        #expect(entry.paramsLive == stemAndHead.params)
        #expect(entry.macsLive == stemAndHead.macs)
        #expect(entry.params > entry.paramsLive)
      }
    }
    // 3 x 3 convolutions 3 > 32 and 32 > 64 with normalization.
    #expect(empty[0].params == 27 * 32 + 64 + 9 * 32 * 64 + 128)
    #expect(empty[0].macs == 112 * 112 * 32 * 27 + 56 * 56 * 64 * 288)
  }

  @Test func liveCostsAreThoseOfTheCellWithoutItsDeadEdges() throws {
    // Node 2 is dead for want of 2>3; node 1 for want of 0>1.
    for (encoding, pruned) in [
      ("64-41414-3_23_310", "64-41414-3_00_310"), ("64-41414-0_23_032", "64-41414-0_20_002"),
      ("64-41414-0_03_303", "64-41414-0_00_300"),
    ] {
      let costs = try TransNASFigures(encoding).costs
      let expected = try TransNASFigures(pruned).costs
      #expect(costs.map(\.paramsLive) == expected.map(\.params))
      #expect(costs.map(\.macsLive) == expected.map(\.macs))
      #expect(expected.map(\.params) == expected.map(\.paramsLive))
    }
  }

  @Test func macroArchitecturesHaveNoDeadEdges() {
    let space = TransNASBench101Macro()
    for architecture in TransNASMacroArchitecture.all {
      let costs = space.costs(of: architecture)
      let allLive = costs.allSatisfy { $0.params == $0.paramsLive && $0.macs == $0.macsLive }
      #expect(allLive)
    }
  }

  @Test func cellsOfOneIsomorphicClassHaveTheSameLiveCosts() {
    let space = TransNASBench101Micro()
    for code in 0..<UInt16(TransNASMicroCell.count) {
      let cell = TransNASMicroCell(code: code)
      let representative = space.representative(of: cell, under: .isomorphic)
      guard cell != representative else { continue }
      let costs = space.costs(of: cell)
      let expected = space.costs(of: representative)
      let same = zip(costs, expected).allSatisfy { $0.paramsLive == $1.paramsLive && $0.macsLive == $1.macsLive }
      #expect(same, "\(space.encode(cell)) and \(space.encode(representative))")
    }
  }

  @Test func allArchitecturesOfBothSpacesAreCountedInWellUnderASecond() {
    var checksum = 0
    let time = processorTime {
      let macro = TransNASBench101Macro()
      for architecture in TransNASMacroArchitecture.all { checksum &+= macro.costs(of: architecture)[9].macs }
      let micro = TransNASBench101Micro()
      for code in 0..<UInt16(TransNASMicroCell.count) {
        checksum &+= micro.costs(of: TransNASMicroCell(code: code))[9].macs
      }
    }
    print("costs of 7,352 architectures x 10 entries: \(time)")
    let parameterTime = processorTime {
      for code in 0..<UInt16(TransNASMicroCell.count) {
        for task in TransNASTask.allCases {
          checksum &+= TransNASBench101Micro().parameters(of: TransNASMicroCell(code: code), task: task).live
        }
      }
    }
    print("parameters of 4,096 cells x 7 models: \(parameterTime)")
    #expect(checksum > 0)
    #expect(time < .seconds(5))
  }
}
