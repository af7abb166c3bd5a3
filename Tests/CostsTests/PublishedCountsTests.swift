import Core
import Costs
import Testing

@Suite struct PublishedCountsTests {
  @Test func biasesOfLinearLayersAddOnePerOutput() {
    let convention = MultiplyAccumulatesAndLinearBias()
    #expect(convention.count(.linear(Linear(inputs: 256, outputs: 10))) == 2570)
    #expect(convention.count(.linear(Linear(inputs: 256, outputs: 10, hasBias: false))) == 2560)
    let input = FeatureShape(channels: 3, size: 8)
    let convolution = Layer.convolution(
      Convolution(input: input, outputChannels: 4, window: Window(3), hasBias: true))
    #expect(convention.count(convolution) == PlainMultiplyAccumulates().count(convolution))
    #expect(convention.count(.batchNorm(BatchNorm(input))) == 0)
  }

  @Test func publishedCountsAreThoseOfTheConventionUnderAnotherName() {
    let layer = Layer.batchNorm(BatchNorm(FeatureShape(channels: 3, size: 8)))
    #expect(PublishedCounts(Thop011()).count(layer) == 768)
    #expect(PublishedCounts(Thop011()).name == "published")
  }
}
