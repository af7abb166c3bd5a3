/// A line of `truth/transnas-model.jsonl`: the whole models of the seven tasks as the authors' modules build them.
struct TransNASModelTruth: Decodable {
  let encoding: String
  let tasks: [String: Figures]

  struct Figures: Decodable {
    let encoderParams: Int
    let modelParams: Int
    let encoderThop011: Int
    let modelThop011: Int
    let encoderThop0031: Int
    let modelThop0031: Int
    let encoderPlain: Int
    /// Transposed convolutions per *output* element.
    let modelPlainPerOutput: Int

    enum CodingKeys: String, CodingKey {
      case encoderParams = "encoder_params"
      case modelParams = "model_params"
      case encoderThop011 = "encoder_FLOPs"
      case modelThop011 = "model_FLOPs"
      case encoderThop0031 = "encoder_FLOPs_0_0_31"
      case modelThop0031 = "model_FLOPs_0_0_31"
      case encoderPlain = "encoder_conv_macs"
      case modelPlainPerOutput = "model_conv_linear_macs"
    }
  }
}
