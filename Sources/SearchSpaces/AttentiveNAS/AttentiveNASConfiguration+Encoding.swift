import Core
import JSON

extension AttentiveNASConfiguration {
  /// What an encoding looks like, for error messages.
  static let grammar =
    "JSON {\"resolution\":192,\"width\":[9 numbers],\"depth\":[7],\"kernel_size\":[7],\"expand_ratio\":[7]} or a list of 31 numbers"

  /// The authors' configuration as JSON without white space.
  var encoding: String {
    let values = values
    let members = AttentiveNASGene.members.map { key, genes in
      key == "resolution" ? "\"\(key)\":\(values[0])" : "\"\(key)\":\(Self.list(values[genes]))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// The 31 numbers that the authors' accuracy predictor takes, as a JSON list without white space.
  var vector: String { Self.list(values[...]) }

  private static func list(_ values: ArraySlice<Int>) -> String {
    "[\(values.map { "\($0)" }.joined(separator: ","))]"
  }

  /// The subnet of the authors' configuration or of the list of 31 numbers.
  init(encoding: String) throws(EncodingError) {
    let reader = try ConfigurationReader(encoding, grammar: Self.grammar)
    var values: [JSONValue] = []
    if encoding.utf8.first == UInt8(ascii: "[") {
      values = try reader.elements(
        reader.root, count: AttentiveNASGene.all.count, of: "resolution, width, depth, kernel_size and expand_ratio")
    } else {
      let members = AttentiveNASGene.members
      for ((key, genes), member) in zip(members, try reader.members(members.map(\.key))) {
        values += key == "resolution" ? [member] : try reader.elements(member, count: genes.count, of: key)
      }
    }
    var choices: [Int] = []
    for (gene, value) in zip(AttentiveNASGene.all, values) {
      choices.append(try reader.choice(value, among: gene.candidates, gene.name))
    }
    self.init(choices: choices)
  }
}
