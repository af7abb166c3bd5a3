import Core
import Costs
import Testing

@Suite struct CostConventionTests {
  /// A layer with its parameters, plain multiply-accumulates, and counts of thop 0.0.31 and 0.1.1, worked out by hand.
  struct Case: Sendable {
    let name: String
    let layer: Layer
    let params: Int
    let plain: Int
    let thop0031: Int
    let thop011: Int
  }

  static let shape = FeatureShape(channels: 6, height: 5, width: 4)

  static let cases: [Case] = [
    Case(
      name: "3x3 convolution, stride 2, 6 > 8",
      layer: .convolution(Convolution(input: shape, outputChannels: 8, window: Window(3, stride: 2))),
      // 8 x 3 x 2 outputs of 54 weights each
      params: 432, plain: 2592, thop0031: 2592, thop011: 2592),
    Case(
      name: "3x3 convolution with bias, 3 groups",
      layer: .convolution(
        Convolution(input: shape, outputChannels: 9, window: Window(3), groups: 3, hasBias: true)),
      // 9 x 20 outputs of 18 weights each
      params: 171, plain: 3240, thop0031: 3420, thop011: 3240),
    Case(
      name: "5x5 depthwise convolution",
      layer: .convolution(Convolution(input: shape, outputChannels: 6, window: Window(5), groups: 6)),
      params: 150, plain: 3000, thop0031: 3000, thop011: 3000),
    Case(
      name: "3x3 transposed convolution to twice the size, 6 > 2",
      layer: .transposedConvolution(
        TransposedConvolution(
          input: shape, outputChannels: 2, kernel: 3, stride: 2, padding: 1, outputPadding: 1, hasBias: true)),
      // 120 inputs x 2 x 9; 160 outputs x 54
      params: 110, plain: 2160, thop0031: 8800, thop011: 8640),
    Case(
      name: "2x2 transposed convolution in 2 groups, no bias",
      layer: .transposedConvolution(
        TransposedConvolution(
          input: shape, outputChannels: 4, kernel: 2, stride: 2, padding: 0, outputPadding: 0, groups: 2, hasBias: false
        )
      ),
      params: 48, plain: 960, thop0031: 3840, thop011: 3840),
    Case(
      name: "linear", layer: .linear(Linear(inputs: 10, outputs: 7)), params: 77, plain: 70, thop0031: 70, thop011: 70),
    Case(
      name: "linear without bias", layer: .linear(Linear(inputs: 10, outputs: 7, hasBias: false)), params: 70,
      plain: 70, thop0031: 70, thop011: 70),
    Case(
      name: "batch normalization", layer: .batchNorm(BatchNorm(shape)), params: 12, plain: 0, thop0031: 240,
      thop011: 480),
    Case(
      name: "batch normalization without affine", layer: .batchNorm(BatchNorm(shape, isAffine: false)), params: 0,
      plain: 0, thop0031: 240, thop011: 240),
    Case(
      name: "3x3 average pooling", layer: .pooling(Pooling(.average, input: shape, window: Window(3, stride: 2))),
      params: 0, plain: 0, thop0031: 36, thop011: 36),
    Case(
      name: "3x3 maximum pooling", layer: .pooling(Pooling(.maximum, input: shape, window: Window(3))), params: 0,
      plain: 0, thop0031: 0, thop011: 0),
    Case(
      name: "global average pooling", layer: .pooling(Pooling(adaptiveAverageOf: shape)), params: 0, plain: 0,
      thop0031: 126, thop011: 126),
    Case(
      // Windows of 5/2 x 4/2: 0.0.31 rounds each side down, 0.1.1 does not.
      name: "adaptive average pooling to 2 x 2", layer: .pooling(Pooling(adaptiveAverageOf: shape, size: 2)), params: 0,
      plain: 0, thop0031: 120, thop011: 144),
    Case(
      name: "ReLU", layer: .activation(Activation(.relu, shape)), params: 0, plain: 0, thop0031: 0, thop011: 0),
    Case(
      name: "LeakyReLU", layer: .activation(Activation(.leakyReLU, shape)), params: 0, plain: 0, thop0031: 120,
      thop011: 0),
    Case(name: "tanh", layer: .activation(Activation(.tanh, shape)), params: 0, plain: 0, thop0031: 0, thop011: 0),
    Case(name: "add", layer: .rearrangement(Rearrangement(.add, shape)), params: 0, plain: 0, thop0031: 0, thop011: 0),
  ]

  @Test(arguments: cases.indices) func layersCountAsWorkedOutByHand(_ index: Int) {
    let expected = Self.cases[index]
    #expect(TrainableParameters.count(expected.layer) == expected.params, "\(expected.name)")
    #expect(PlainMultiplyAccumulates().count(expected.layer) == expected.plain, "\(expected.name)")
    #expect(Thop0031().count(expected.layer) == expected.thop0031, "\(expected.name)")
    #expect(Thop011().count(expected.layer) == expected.thop011, "\(expected.name)")
  }

  @Test func conventionsAreListedByNameAndOnce() {
    let names = allCostConventions.map(\.name)
    #expect(names == Set(names).sorted())
  }
}
