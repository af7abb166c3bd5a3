import Core
import JSON

/// The notation of TF-slim: `{"operations":[…],"hiddenstate_indices":[…]}` with 0 for the output of the *last* cell and 1
/// for that of the cell before, the reverse of DARTS; blocks are numbered from 2 in both.
///
/// Source: `nets/nasnet/pnasnet.py` of tensorflow/models; operations in `nasnet_utils.py`, which knows neither the
/// dilated convolution nor the pair of 1x7 and 7x1.
extension PNASCell {
  private static let slimKeys = ["operations", "hiddenstate_indices"]
  private static let slimGrammar = "{\"operations\":[\"OPERATION\",…],\"hiddenstate_indices\":[INPUT,…]}"

  private static let slimLabels: [(label: String, operation: DARTSOperation)] = [
    ("avg_pool_3x3", .averagePool3x3), ("max_pool_3x3", .maxPool3x3), ("none", .skipConnect),
    ("separable_3x3_2", .separableConvolution3x3), ("separable_5x5_2", .separableConvolution5x5),
    ("separable_7x7_2", .separableConvolution7x7),
  ]

  /// The cell as TF-slim writes it, nil where it has an operation that TF-slim has not.
  var slim: String? {
    var labels: [JSONNode] = []
    for pair in pairs {
      guard let entry = Self.slimLabels.first(where: { $0.operation == pair.operation }) else { return nil }
      labels.append(.string(entry.label))
    }
    let indices = JSONNode.array(pairs.map { .integer(Int64(Self.exchanged($0.source))) })
    return JSONNode.object(zip(Self.slimKeys, [.array(labels), indices]).map { JSONNodeMember($0, $1) })
      .text(style: .compact)
  }

  /// The cell that TF-slim's lists denote.
  init(slim text: String) throws(EncodingError) {
    let document = try EncodingJSON(text, grammar: Self.slimGrammar)
    let values = try document.values(of: Self.slimKeys, grammar: Self.slimGrammar)
    let labels = try document.elements(of: values[0], expected: "an array of operations")
    var indices = try document.elements(of: values[1], expected: "an array of inputs").makeIterator()
    var list = DARTSPairList(operations: Self.operations)
    for label in labels {
      let offset = document.offset(of: label)
      try list.checkRoom(at: offset)
      let operation = try Self.slimOperation(label, in: document)
      guard let index = indices.next() else {
        throw EncodingError(
          .malformed(found: "fewer inputs than operations", expected: "an input for each operation"),
          at: document.endOffset(of: values[1]))
      }
      let source = try document.source(index, of: list.nextNode)
      list.append(DARTSPair(operation, Self.exchanged(source)), at: offset)
    }
    if let rest = indices.next() {
      throw EncodingError(
        .malformed(found: "more inputs than operations", expected: "an input for each operation"),
        at: document.offset(of: rest))
    }
    try list.checkEnd(at: document.endOffset(of: values[0]))
    self.init(pairs: list.pairs)
  }

  /// The number of an input of a cell in the other notation.
  private static func exchanged(_ source: Int) -> Int { source < DARTSWiring.inputCount ? 1 - source : source }

  private static func slimOperation(
    _ value: JSONValue, in document: EncodingJSON
  ) throws(EncodingError) -> DARTSOperation {
    let expected = "one of " + slimLabels.map { "'\($0.label)'" }.joined(separator: ", ")
    let label = try document.string(value, expected: expected)
    guard let entry = slimLabels.first(where: { $0.label == label }) else {
      throw EncodingError(
        .unknownSymbol(EncodingText.quoted(label), expected: expected), at: document.offset(of: value))
    }
    return entry.operation
  }
}
