import Core
import JSON

extension DARTSExtendedGenotype {
  private static let keys = ["normal", "reduce"]
  private static let grammar = "{\"normal\":[[[\"OPERATION\",INPUT],…] for each of 4 nodes],\"reduce\":[…]}"

  /// The normalized text.
  var encoding: String {
    let cells = [normal, reduce].map { cell in
      JSONNode.array(
        (2...5).map { node in
          .array(cell.pairs(of: node).map { .array([.string($0.operation.label), .integer(Int64($0.source))]) })
        })
    }
    return JSONNode.object(zip(Self.keys, cells).map { JSONNodeMember($0, $1) }).text(style: .compact)
  }

  /// The architecture that `encoding` denotes.
  init(encoding: String) throws(EncodingError) {
    guard encoding.utf8.first == UInt8(ascii: "{") else {
      throw EncodingError(
        .malformed(found: EncodingText.found(in: encoding, at: 0), expected: "'{' of \(Self.grammar)"), at: 0)
    }
    let document = try EncodingJSON(encoding, grammar: Self.grammar)
    let values = try document.values(of: Self.keys, grammar: Self.grammar)
    self.init(normal: try Self.cell(values[0], in: document), reduce: try Self.cell(values[1], in: document))
  }

  private static func cell(_ value: JSONValue, in document: EncodingJSON) throws(EncodingError) -> DARTSExtendedCell {
    var sets = SIMD4<UInt64>(repeating: 0)
    var node = 2
    for pairs in try document.elements(of: value, expected: "an array of 4 nodes") {
      guard node < 2 + DARTSExtendedCell.nodeCount else {
        throw EncodingError(
          .outsideLimits(found: "more than 4 nodes", expected: "4 nodes"), at: document.offset(of: pairs))
      }
      sets[node - 2] = try set(pairs, of: node, in: document)
      node += 1
    }
    guard node == 2 + DARTSExtendedCell.nodeCount else {
      throw EncodingError(
        .outsideLimits(found: "\(node - 2) nodes", expected: "4 nodes"), at: document.endOffset(of: value))
    }
    return DARTSExtendedCell(sets: sets)
  }

  private static func set(
    _ pairs: JSONValue, of node: Int, in document: EncodingJSON
  ) throws(EncodingError) -> UInt64 {
    var set: UInt64 = 0
    for value in try document.elements(of: pairs, expected: "an array of pairs [\"OPERATION\",INPUT]") {
      let pair = try document.pair(value, of: node, operations: DARTSExtendedCell.operations)
      let bit = DARTSExtendedCell.bit(pair)
      guard set & bit == 0 else {
        throw EncodingError(
          .outsideLimits(
            found: "'\(pair.operation.label)' of \(pair.source) twice in node \(node)",
            expected: "each pair at most once"), at: document.offset(of: value))
      }
      set |= bit
    }
    guard set != 0 else {
      throw EncodingError(
        .outsideLimits(found: "node \(node) without inputs", expected: "one pair or more"),
        at: document.offset(of: pairs))
    }
    return set
  }
}
