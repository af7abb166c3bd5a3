/// A subnet of the AttentiveNAS supernet: 31 numbers, all of which matter.
public struct AttentiveNASConfiguration: Sendable, Hashable {
  /// The choices as one number of mixed base, in the order of `AttentiveNASGene.all`, the first one highest.
  public let code: UInt64

  /// - Precondition: `code` < 440,301,256,704.
  public init(code: UInt64) {
    precondition(code < AttentiveNASGene.configurationCount, "a code below the number of configurations")
    self.code = code
  }

  /// - Parameter choices: for each gene, the place of its value among the candidates.
  init(choices: [Int]) {
    precondition(choices.count == AttentiveNASGene.all.count, "a choice for each gene")
    self.init(code: zip(AttentiveNASGene.all, choices).reduce(0) { $0 + $1.0.weight * UInt64($1.1) })
  }

  /// The values of all genes.
  var values: [Int] {
    AttentiveNASGene.all.map { $0.candidates[Int(code / $0.weight % UInt64($0.candidates.count))] }
  }

  /// Rows and columns of an image.
  public var resolution: Int { values[0] }
  /// Channels of the first convolution, the seven stages and the last convolution.
  public var widths: [Int] { Array(values[1..<10]) }
  /// Blocks of the seven stages.
  public var depths: [Int] { Array(values[10..<17]) }
  /// Kernel sizes of the seven stages.
  public var kernelSizes: [Int] { Array(values[17..<24]) }
  /// Expansion ratios of the seven stages.
  public var expansionRatios: [Int] { Array(values[24..<31]) }
}
