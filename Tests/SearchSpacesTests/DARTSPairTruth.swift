/// `["sep_conv_3x3", 1]`.
struct DARTSPairTruth: Codable {
  let label: String
  let source: Int

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    label = try container.decode(String.self)
    source = try container.decode(Int.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(label)
    try container.encode(source)
  }
}
