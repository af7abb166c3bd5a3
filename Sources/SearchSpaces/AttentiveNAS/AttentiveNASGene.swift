/// One of the 31 numbers of an AttentiveNAS configuration, and the values that it may have.
struct AttentiveNASGene {
  /// The number in words, for messages.
  let name: String
  let candidates: [Int]
  /// The number of configurations of all genes behind this one.
  let weight: UInt64

  /// All genes, in the order of the authors' predictor: resolution, 9 widths, 7 depths, 7 kernel sizes, 7 expansion
  /// ratios.
  static let all: [AttentiveNASGene] = {
    let stages = AttentiveNASStage.all
    var genes = [("resolution", [192, 224, 256, 288]), ("the width of the first convolution", [16, 24])]
    func add(_ name: String, _ candidates: (AttentiveNASStage) -> [Int]) {
      genes += stages.enumerated().map { ("\(name) of mb\($0 + 1)", candidates($1)) }
    }
    add("the width") { $0.widths }
    genes.append(("the width of the last convolution", [1792, 1984]))
    add("the depth") { $0.depths }
    add("the kernel size") { _ in AttentiveNASStage.kernels }
    add("the expansion ratio") { $0.expansions }
    var weight: UInt64 = 1
    let weighted = genes.reversed().map { name, candidates in
      defer { weight *= UInt64(candidates.count) }
      return AttentiveNASGene(name: name, candidates: candidates, weight: weight)
    }
    return weighted.reversed()
  }()

  /// The number of configurations: 440,301,256,704.
  static let configurationCount = all[0].weight * UInt64(all[0].candidates.count)

  /// The members of the authors' configuration and the genes in each.
  static let members: [(key: String, genes: Range<Int>)] = [
    ("resolution", 0..<1), ("width", 1..<10), ("depth", 10..<17), ("kernel_size", 17..<24), ("expand_ratio", 24..<31),
  ]
}
