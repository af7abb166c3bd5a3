/// What a convolution or pooling slides over a map: kernel, stride and dilation in pixels, all at least 1.
public struct Window: Sendable, Hashable {
  public var kernelHeight: Int
  public var kernelWidth: Int
  public var strideHeight: Int
  public var strideWidth: Int
  /// The distance of neighbouring taps, 1 for a dense kernel; the same in both directions.
  public var dilation: Int
  public var padding: Padding

  /// A window of its own height and width, such as the 1 x 7 of PNAS.
  public init(
    kernel: (height: Int, width: Int), stride: (height: Int, width: Int), dilation: Int = 1, padding: Padding = .same
  ) {
    self.kernelHeight = kernel.height
    self.kernelWidth = kernel.width
    self.strideHeight = stride.height
    self.strideWidth = stride.width
    self.dilation = dilation
    self.padding = padding
  }

  /// A square window.
  public init(_ kernel: Int, stride: Int = 1, dilation: Int = 1, padding: Padding = .same) {
    self.init(
      kernel: (height: kernel, width: kernel), stride: (height: stride, width: stride), dilation: dilation,
      padding: padding)
  }

  /// The number of taps, height times width.
  public var taps: Int { kernelHeight * kernelWidth }

  /// Rows and columns of the map that the window makes of `input`; channels are kept.
  /// - Precondition: the window fits into the padded input.
  public func output(of input: FeatureShape) -> FeatureShape {
    FeatureShape(
      channels: input.channels, height: positions(along: input.height, kernel: kernelHeight, stride: strideHeight),
      width: positions(along: input.width, kernel: kernelWidth, stride: strideWidth))
  }

  private func positions(along size: Int, kernel: Int, stride: Int) -> Int {
    let zeros: Int
    switch padding {
    case .same: return (size + stride - 1) / stride
    case .valid: zeros = 0
    case .zeros(let count): zeros = count
    }
    let free = size + 2 * zeros - (dilation * (kernel - 1) + 1)
    precondition(free >= 0, "a window larger than its padded input")
    return free / stride + 1
  }
}
