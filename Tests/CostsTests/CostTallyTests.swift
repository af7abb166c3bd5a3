import Core
import Costs
import Testing

@Suite struct CostTallyTests {
  private let layer = Layer.convolution(
    Convolution(input: FeatureShape(channels: 3, size: 4), outputChannels: 2, window: Window(1), hasBias: true))

  private func entry(_ uses: [LayerUse]) -> CostEntry {
    var tally = CostTally(conventions: [Thop0031(), Thop011()])
    for use in uses { tally.add(layer, use) }
    return tally.entry(scope: .encoder, task: nil, input: [3, 4, 4])
  }

  @Test func copiesMultiplyWorkAndNotParameters() {
    let entry = entry([LayerUse(copies: 9)])
    #expect((entry.params, entry.paramsLive) == (8, 8))
    #expect((entry.macs, entry.macsLive) == (9 * 96, 9 * 96))
    #expect(entry.counters.map(\.value) == [9 * 128, 9 * 96])
  }

  @Test func deadLayersCountAsBuiltAlone() {
    let entry = entry([LayerUse(), LayerUse().live(if: false)])
    #expect((entry.params, entry.paramsLive) == (16, 8))
    #expect((entry.macs, entry.macsLive) == (192, 96))
    #expect(entry.counters.map(\.value) == [256, 192])
  }

  @Test func layersThatDoNotRunCountTheirParameters() {
    let entry = entry([LayerUse(copies: 0)])
    #expect((entry.params, entry.paramsLive, entry.macs, entry.macsLive) == (8, 8, 0, 0))
    #expect(entry.counters.map(\.value) == [0, 0])
  }

  @Test func aCopyOfATallyGoesOnByItself() {
    var encoder = CostTally(conventions: [Thop011()])
    encoder.add(layer, LayerUse())
    var model = encoder
    model.add(layer, LayerUse())
    #expect(encoder.entry(scope: .encoder, task: nil, input: []).counter("thop-0.1.1") == 96)
    #expect(model.entry(scope: .model, task: nil, input: []).counter("thop-0.1.1") == 192)
  }

  @Test func parametersAloneAgreeWithTheWholeCount() {
    var tally = ParameterTally()
    tally.add(layer, LayerUse(copies: 9))
    tally.add(layer, LayerUse().live(if: false))
    #expect((tally.asBuilt, tally.live) == (16, 8))
  }

  @Test func factorizedReduceIsTwoHalvesAndOneNormalization() {
    var tally = CostTally(conventions: [Thop011()])
    let output = tally.factorizedReduce(FeatureShape(channels: 4, size: 7), to: 8, stride: 2, LayerUse())
    let entry = tally.entry(scope: .encoder, task: nil, input: [])
    #expect(output == FeatureShape(channels: 8, size: 4))
    #expect(entry.params == 4 * 8 + 16)
    #expect(entry.macs == 16 * 4 * 8)
    #expect(entry.counter("thop-0.1.1") == 16 * 4 * 8 + 4 * 128)
  }
}
