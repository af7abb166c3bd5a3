/// A line of `truth/darts-extended.jsonl`.
struct DARTSExtendedTruth: Decodable {
  struct Encoding: Codable {
    let normal: [[DARTSPairTruth]]
    let reduce: [[DARTSPairTruth]]
  }

  struct Figures: Decodable {
    let params: Int
    let macsConvLinear: Int

    enum CodingKeys: String, CodingKey {
      case params
      case macsConvLinear = "macs_conv_linear"
    }
  }

  let encoding: Encoding
  let multipleOpsPerEdge: Bool
  let cifar: Figures
  let imagenet: Figures

  enum CodingKeys: String, CodingKey {
    case encoding, cifar, imagenet
    case multipleOpsPerEdge = "multiple_ops_per_edge"
  }
}
