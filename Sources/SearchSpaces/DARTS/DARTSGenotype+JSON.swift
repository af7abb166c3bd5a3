import Core
import JSON

extension DARTSGenotype {
  private static let keys = ["normal", "normal_concat", "reduce", "reduce_concat"]
  private static let grammar =
    "{\"normal\":[[\"OPERATION\",INPUT],…],\"normal_concat\":[2,3,4,5],\"reduce\":[…],\"reduce_concat\":[…]}"

  /// The genotype as a JSON object, pairs in the order of the normalized text.
  var json: String {
    func pairs(_ cell: DARTSCell) -> JSONNode {
      .array(cell.pairs.map { .array([.string($0.operation.label), .integer(Int64($0.source))]) })
    }
    func nodes(_ cell: DARTSCell) -> JSONNode { .array(cell.concatenatedNodes.map { .integer(Int64($0)) }) }
    let values = [pairs(normal), nodes(normal), pairs(reduce), nodes(reduce)]
    return JSONNode.object(zip(Self.keys, values).map { JSONNodeMember($0, $1) }).text(style: .compact)
  }

  /// The genotype in either notation that is a JSON object.
  init(json text: String) throws(EncodingError) {
    let document = try EncodingJSON(text, grammar: Self.grammar)
    if try DARTSConfiguration.isMeant(by: document) {
      self = try DARTSConfiguration.genotype(in: document)
      return
    }
    let values = try document.values(of: Self.keys, grammar: Self.grammar)
    self.init(
      normal: try Self.cell(values[0], values[1], in: document),
      reduce: try Self.cell(values[2], values[3], in: document))
  }

  private static func cell(
    _ pairs: JSONValue, _ nodes: JSONValue, in document: EncodingJSON
  ) throws(EncodingError) -> DARTSCell {
    var list = DARTSPairList(operations: DARTSOperation.allCases)
    for value in try document.elements(of: pairs, expected: "an array of pairs [\"OPERATION\",INPUT]") {
      let offset = document.offset(of: value)
      try list.checkRoom(at: offset)
      list.append(try document.pair(value, of: list.nextNode, operations: list.operations), at: offset)
    }
    try list.checkEnd(at: document.endOffset(of: pairs))
    var set = DARTSNodeSet(nodeCount: list.pairs.nodeCount)
    for value in try document.elements(of: nodes, expected: "an array of nodes") {
      let node = try document.integer(value, expected: "a node")
      try set.insert(node, found: "node \(document.shortened(value))", at: document.offset(of: value))
    }
    try set.checkEnd(at: document.endOffset(of: nodes))
    return DARTSCell(pairs: list.pairs, concatenated: set.nodes)
  }
}
