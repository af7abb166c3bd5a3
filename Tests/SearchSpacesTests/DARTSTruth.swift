/// A line of `truth/darts.jsonl`: a genotype and what the authors' networks of it cost.
struct DARTSTruth: Decodable {
  struct Figures: Decodable {
    let params: Int
    let paramsWithAuxiliary: Int
    let macsConvLinear: Int
    let flopsAsPublishedConvention: Int?
    let macsPlusFcBias: Int?

    enum CodingKeys: String, CodingKey {
      case params
      case paramsWithAuxiliary = "params_with_auxiliary"
      case macsConvLinear = "macs_conv_linear"
      case flopsAsPublishedConvention = "flops_as_published_convention"
      case macsPlusFcBias = "macs_plus_fc_bias"
    }
  }

  let name: String
  let encoding: String
  let genotype: DARTSGenotypeTruth
  let cifar: Figures
  let imagenet: Figures
  let nb301ProxyC32L8: Figures

  enum CodingKeys: String, CodingKey {
    case name, encoding, genotype, cifar, imagenet
    case nb301ProxyC32L8 = "nb301_proxy_C32_L8"
  }
}
