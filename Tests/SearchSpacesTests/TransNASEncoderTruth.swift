/// A line of `truth/transnas-encoder.jsonl`: the encoder as the authors' modules build it.
struct TransNASEncoderTruth: Decodable {
  let encoding: String
  let params: Int
  let plain: [Int: Int]
  let thop011: [Int: Int]
  let thop0031: [Int: Int]

  static let sizes = [224, 64, 256]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func figures(_ key: (Int) -> String) throws -> [Int: Int] {
      var figures: [Int: Int] = [:]
      for size in Self.sizes { figures[size] = try container.decode(Int.self, forKey: Key(stringValue: key(size))) }
      return figures
    }
    encoding = try container.decode(String.self, forKey: Key(stringValue: "encoding"))
    params = try container.decode(Int.self, forKey: Key(stringValue: "params"))
    plain = try figures { "conv_macs_\($0)" }
    thop011 = try figures { "macs_\($0)" }
    thop0031 = try figures { "macs_\($0)_thop_0_0_31" }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
