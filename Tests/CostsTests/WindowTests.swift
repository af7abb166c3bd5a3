import Costs
import Testing

@Suite struct WindowTests {
  @Test(arguments: [(7, 2, 4), (8, 2, 4), (1, 2, 1), (224, 2, 112), (7, 1, 7), (14, 4, 4)])
  func samePaddingRoundsUp(_ size: Int, _ stride: Int, _ expected: Int) {
    let output = Window(3, stride: stride).output(of: FeatureShape(channels: 5, size: size))
    #expect(output == FeatureShape(channels: 5, size: expected))
  }

  @Test func samePaddingIsHalfTheKernelForOddKernels() {
    for size in 1...40 {
      for kernel in [1, 3, 5, 7] {
        for stride in 1...4 {
          let shape = FeatureShape(channels: 1, size: size)
          let zeros = Window(kernel, stride: stride, padding: .zeros(kernel / 2)).output(of: shape)
          #expect(Window(kernel, stride: stride).output(of: shape) == zeros)
        }
      }
    }
  }

  @Test func validWindowsStayInside() {
    // PNAS: conv0, 3x3 stride 2 VALID on 331 pixels.
    let output = Window(3, stride: 2, padding: .valid).output(of: FeatureShape(channels: 3, size: 331))
    #expect(output.height == 165)
  }

  @Test func dilatedWindowsReachFarther() {
    // DARTS: 5x5, dilation 2, padding 4 keeps the size.
    let shape = FeatureShape(channels: 1, height: 9, width: 12)
    #expect(Window(5, dilation: 2, padding: .zeros(4)).output(of: shape) == shape)
    #expect(Window(3, dilation: 2, padding: .valid).output(of: shape) == FeatureShape(channels: 1, height: 5, width: 8))
  }

  @Test func heightAndWidthAreIndependent() {
    let window = Window(kernel: (height: 1, width: 7), stride: (height: 1, width: 2))
    let output = window.output(of: FeatureShape(channels: 2, height: 10, width: 11))
    #expect(output == FeatureShape(channels: 2, height: 10, width: 6))
    #expect(window.taps == 7)
  }
}
