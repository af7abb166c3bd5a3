import Core
import Costs
import Testing

@Suite struct PublishedCostTests {
  private static let shape = FeatureShape(channels: 8, size: 4)
  private static let convolution = Layer.convolution(
    Convolution(input: shape, outputChannels: 16, window: Window(3), groups: 2, hasBias: true))
  private static let linear = Layer.linear(Linear(inputs: 8, outputs: 10))
  private static let deconvolution = Layer.transposedConvolution(
    TransposedConvolution(
      input: shape, outputChannels: 6, kernel: 3, stride: 2, padding: 1, outputPadding: 1, hasBias: true))

  @Test func autoDLProjectsAddsBiasesOfConvolutionsAndLinearLayersAlone() {
    let convention = AutoDLProjectsFlops()
    #expect(convention.count(Self.convolution) == 16 * 16 * (4 * 9) + 16 * 16)
    #expect(convention.count(Self.linear) == 80 + 10)
    #expect(convention.count(Self.deconvolution) == 0)
    #expect(convention.count(.batchNorm(BatchNorm(Self.shape))) == 0)
    #expect(convention.count(.pooling(Pooling(.average, input: Self.shape, window: Window(2, stride: 2)))) == 0)
  }

  @Test func openSelfSupCountsNormalizationReLUAndTheInputsOfPooling() {
    let convention = OpenSelfSupFlops()
    #expect(convention.count(Self.convolution) == 16 * 16 * (4 * 9) + 16 * 16)
    #expect(convention.count(Self.linear) == 80)
    #expect(convention.count(Self.deconvolution) == 8 * 16 * 6 * 9 + 6 * 64)
    #expect(convention.count(.batchNorm(BatchNorm(Self.shape))) == 2 * 128)
    #expect(convention.count(.batchNorm(BatchNorm(Self.shape, isAffine: false))) == 128)
    #expect(convention.count(.pooling(Pooling(.maximum, input: Self.shape, window: Window(2, stride: 2)))) == 128)
    #expect(convention.count(.pooling(Pooling(adaptiveAverageOf: Self.shape))) == 0)
    #expect(convention.count(.activation(Activation(.relu, Self.shape))) == 128)
    #expect(convention.count(.activation(Activation(.sigmoid, Self.shape))) == 0)
  }

  @Test func aPublishedFigureIsTheOneOfItsConvention() {
    var tally = CostTally(conventions: [AutoDLProjectsFlops(), PublishedCounts(AutoDLProjectsFlops())])
    tally.add(Self.linear, LayerUse())
    tally.add(Self.convolution, LayerUse())
    let entry = tally.entry(scope: .model, task: nil, input: [])
    #expect(entry.counters.map(\.name) == ["autodl-projects", "published"])
    #expect(entry.counter("published") == entry.counter("autodl-projects"))
  }

  @Test func conventionsAreSortedByName() {
    let names = allCostConventions.map(\.name)
    #expect(names == Set(names).sorted())
  }
}
