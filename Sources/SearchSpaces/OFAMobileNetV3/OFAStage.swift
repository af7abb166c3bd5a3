/// The choices of one stage: two to four blocks, each with a kernel size and an expansion ratio.
public struct OFAStage: Sendable, Hashable {
  public static let depths = [2, 3, 4]
  public static let kernelSizes = [3, 5, 7]
  public static let expansionRatios = [3, 4, 6]
  /// The number of blocks that there is room for; those beyond the depth are not part of the network.
  public static let slots = 4

  /// The number of stages that differ: 9² + 9³ + 9⁴.
  public static let count = 7371

  /// Shallower stages first; within a depth, blocks as digits of base 9, the first one highest; 0 ..< 7,371.
  public let code: Int

  /// - Precondition: `code` is within its range.
  public init(code: Int) {
    precondition((0..<Self.count).contains(code), "a code below 7371")
    self.code = code
  }

  /// - Parameter blocks: for each, the place of its kernel size and expansion ratio among the candidates; two to four.
  init(blocks: [(kernel: Int, expansion: Int)]) {
    precondition(Self.depths.contains(blocks.count), "two to four blocks")
    let digits = blocks.reduce(0) { $0 * 9 + 3 * $1.kernel + $1.expansion }
    self.init(code: Self.firstCode(ofDepth: blocks.count) + digits)
  }

  /// The number of blocks.
  public var depth: Int { code < Self.firstCode(ofDepth: 3) ? 2 : code < Self.firstCode(ofDepth: 4) ? 3 : 4 }

  /// Kernel size and expansion ratio of each block.
  public var blocks: [(kernelSize: Int, expansionRatio: Int)] {
    var rest = code - Self.firstCode(ofDepth: depth)
    var blocks: [(kernelSize: Int, expansionRatio: Int)] = []
    for _ in 0..<depth {
      blocks.append((Self.kernelSizes[rest % 9 / 3], Self.expansionRatios[rest % 3]))
      rest /= 9
    }
    return blocks.reversed()
  }

  private static func firstCode(ofDepth depth: Int) -> Int { depth == 2 ? 0 : depth == 3 ? 81 : 810 }
}
