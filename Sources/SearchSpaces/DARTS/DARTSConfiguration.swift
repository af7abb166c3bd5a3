import Core
import JSON

/// The notation of NAS-Bench-301: a flat object with one key per chosen edge and per choice of inputs.
///
/// Edges are numbered by node, then input: node 2 has edges 0 and 1, node 3 has 2 to 4, node 4 has 5 to 8, node 5 has 9
/// to 13. Keys of other hyper-parameters may stand beside them, as in `optimized_hyperparamater_config` of a result.
/// Source: automl/nasbench301, `configspace.json` and `surrogate_models/utils.py`.
enum DARTSConfiguration {
  private static let prefix = "NetworkSelectorDatasetInfo:darts:"
  private static let nodes = 2...5
  private static let grammar = "the keys '\(prefix)edge_normal_0', '\(prefix)inputs_node_normal_3', …"

  private static func firstEdge(of node: Int) -> Int { (node - 2) * (node + 1) / 2 }
  private static func edgeKey(_ cell: String, _ edge: Int) -> String { "\(prefix)edge_\(cell)_\(edge)" }
  private static func inputsKey(_ cell: String, _ node: Int) -> String { "\(prefix)inputs_node_\(cell)_\(node)" }

  /// Whether a document is meant to be in this notation: one of its keys has the prefix.
  static func isMeant(by document: EncodingJSON) throws(EncodingError) -> Bool {
    try document.members(expected: "an object").contains { $0.key.hasPrefix(prefix) }
  }

  /// The object of `genotype`, sorted as the benchmark numbers edges; nil outside the space of the search.
  static func text(_ genotype: DARTSGenotype) -> String? {
    guard genotype.isSearched else { return nil }
    var members: [JSONNodeMember] = []
    for (name, cell) in [("normal", genotype.normal), ("reduce", genotype.reduce)] {
      for (index, pair) in cell.pairs.enumerated() {
        let edge = firstEdge(of: index / 2 + 2) + pair.source
        members.append(JSONNodeMember(edgeKey(name, edge), .string(pair.operation.label)))
      }
      for node in nodes.dropFirst() {
        let (first, second) = (cell.pairs[2 * node - 4].source, cell.pairs[2 * node - 3].source)
        members.append(JSONNodeMember(inputsKey(name, node), .string("\(first)_\(second)")))
      }
    }
    return JSONNode.object(members).text(style: .compact)
  }

  /// The genotype that a document configures.
  static func genotype(in document: EncodingJSON) throws(EncodingError) -> DARTSGenotype {
    var values: [String: (keyOffset: Int, value: JSONValue)] = [:]
    for member in try document.members(expected: grammar)
    where member.key.hasPrefix("\(prefix)edge_") || member.key.hasPrefix("\(prefix)inputs_node_") {
      values[member.key] = (member.keyOffset, member.value)
    }
    let normal = try cell("normal", &values, in: document)
    let reduce = try cell("reduce", &values, in: document)
    if let (key, rest) = values.min(by: { $0.value.keyOffset < $1.value.keyOffset }) {
      throw EncodingError(
        .outsideLimits(
          found: "the key \(EncodingText.quoted(key))", expected: "edges from the inputs of each node only"),
        at: rest.keyOffset)
    }
    return DARTSGenotype(normal: normal, reduce: reduce)
  }

  /// Takes the keys of one cell out of `values`.
  private static func cell(
    _ name: String, _ values: inout [String: (keyOffset: Int, value: JSONValue)], in document: EncodingJSON
  ) throws(EncodingError) -> DARTSCell {
    var pairs = DARTSPairs()
    for node in nodes {
      var sources = [0, 1]
      if node > nodes.lowerBound {
        sources = try inputs(try take(inputsKey(name, node), &values, in: document), of: node, in: document)
      }
      for source in sources {
        let value = try take(edgeKey(name, firstEdge(of: node) + source), &values, in: document)
        pairs.append(DARTSPair(try document.operation(value, among: DARTSOperation.searched), source))
      }
    }
    return DARTSCell(pairs: pairs, concatenated: 0b111100)
  }

  private static func take(
    _ key: String, _ values: inout [String: (keyOffset: Int, value: JSONValue)], in document: EncodingJSON
  ) throws(EncodingError) -> JSONValue {
    guard let found = values.removeValue(forKey: key) else {
      throw EncodingError(
        .malformed(found: "an object without '\(key)'", expected: grammar), at: document.endOffset(of: document.root))
    }
    return found.value
  }

  /// `"0_2"`: two inputs of a node, ascending.
  private static func inputs(
    _ value: JSONValue, of node: Int, in document: EncodingJSON
  ) throws(EncodingError) -> [Int] {
    let expected = "two inputs of node \(node), ascending, such as '0_1'"
    let text = try document.string(value, expected: expected)
    for second in 1..<node {
      for first in 0..<second where text == "\(first)_\(second)" { return [first, second] }
    }
    throw EncodingError(
      .outsideLimits(found: EncodingText.quoted(text), expected: expected), at: document.offset(of: value))
  }
}

extension DARTSGenotype {
  /// The genotype in the notation of NAS-Bench-301, nil outside the space of the search.
  var configuration: String? { DARTSConfiguration.text(self) }
}
