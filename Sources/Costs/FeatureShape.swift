/// The shape of one feature map without the batch: channels, rows, columns, each at least 1.
public struct FeatureShape: Sendable, Hashable {
  public var channels: Int
  public var height: Int
  public var width: Int

  public init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// A square map of `size` rows and columns.
  public init(channels: Int, size: Int) {
    self.init(channels: channels, height: size, width: size)
  }

  /// The number of values in the map.
  public var elements: Int { channels * height * width }

  /// Rows times columns.
  public var area: Int { height * width }

  /// The same rows and columns with another number of channels.
  public func with(channels: Int) -> FeatureShape {
    FeatureShape(channels: channels, height: height, width: width)
  }
}
