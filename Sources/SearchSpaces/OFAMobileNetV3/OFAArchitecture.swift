/// A subnet of once-for-all's MobileNetV3: width multiplier, resolution and five stages, without anything inactive.
public struct OFAArchitecture: Sendable, Hashable {
  public static let stageCount = 5
  public static let resolutions = Array(stride(from: 128, through: 224, by: 4))

  /// The number of subnets: two widths, 25 resolutions and 7,371 choices for each of five stages.
  static let count = (0..<stageCount).reduce(UInt128(OFAWidth.allCases.count * resolutions.count)) { count, _ in
    count * UInt128(OFAStage.count)
  }

  public let width: OFAWidth
  /// Rows and columns of an image.
  public let resolution: Int
  /// The codes of the stages as a number of base 7,371, the first one highest.
  private let stageCodes: UInt128

  /// - Precondition: `resolution` is one of `resolutions`, and there are five stages.
  public init(width: OFAWidth, resolution: Int, stages: [OFAStage]) {
    precondition(Self.resolutions.contains(resolution), "a resolution of the supernet")
    precondition(stages.count == Self.stageCount, "five stages")
    self.width = width
    self.resolution = resolution
    stageCodes = stages.reduce(0) { $0 * UInt128(OFAStage.count) + UInt128($1.code) }
  }

  public var stages: [OFAStage] {
    var rest = stageCodes
    var stages: [OFAStage] = []
    for _ in 0..<Self.stageCount {
      stages.append(OFAStage(code: Int(rest % UInt128(OFAStage.count))))
      rest /= UInt128(OFAStage.count)
    }
    return stages.reversed()
  }
}
