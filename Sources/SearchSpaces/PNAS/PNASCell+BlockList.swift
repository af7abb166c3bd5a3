import Core
import JSON

extension PNASCell {
  private static let grammar = "[[[\"OPERATION\",INPUT],[\"OPERATION\",INPUT]] for each of 1 to 5 blocks]"

  /// The normalized text.
  var blockList: String {
    JSONNode.array(
      (0..<blockCount).map { block in
        .array(
          pairs[(2 * block)..<(2 * block + 2)].map {
            .array([.string($0.operation.label), .integer(Int64($0.source))])
          })
      }
    ).text(style: .compact)
  }

  /// The cell that a list of blocks denotes.
  init(blockList text: String) throws(EncodingError) {
    let document = try EncodingJSON(text, grammar: Self.grammar)
    var list = DARTSPairList(operations: Self.operations)
    for block in try document.elements(of: document.root, expected: Self.grammar) {
      try list.checkRoom(at: document.offset(of: block))
      let values = try document.pair(block, expected: "two pairs [\"OPERATION\",INPUT]")
      for value in [values.first, values.second] {
        let pair = try document.pair(value, of: list.nextNode, operations: Self.operations)
        list.append(pair, at: document.offset(of: value))
      }
    }
    try list.checkEnd(at: document.endOffset(of: document.root))
    self.init(pairs: list.pairs)
  }
}
