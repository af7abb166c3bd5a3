import Core

/// NASLib's compact form: `(((0, 3), (1, 3), …), (…))`, for each cell eight tuples (input, operation), operations by
/// their number in `DARTSOperation.searched`. Brackets may be round or square, as Python prints tuples or lists.
///
/// Source: NASLib, `naslib/search_spaces/nasbench301/conversions.py`.
extension DARTSGenotype {
  private static let compactGrammar = "(((INPUT, OPERATION), … eight), (… eight)) with operations 0 to 6"

  /// The text as NASLib prints its keys; nil unless both cells have four nodes, all joined, and searched operations.
  var compact: String? {
    var cells: [String] = []
    for cell in [normal, reduce] {
      guard cell.pairs.nodeCount == 4, cell.concatenated == 0b111100 else { return nil }
      var tuples: [String] = []
      for pair in cell.pairs {
        guard let number = DARTSOperation.searched.firstIndex(of: pair.operation) else { return nil }
        tuples.append("(\(pair.source), \(number))")
      }
      cells.append("(" + tuples.joined(separator: ", ") + ")")
    }
    return "(" + cells.joined(separator: ", ") + ")"
  }

  /// The genotype in NASLib's compact form.
  init(compact text: String) throws(EncodingError) {
    var bytes = text.utf8[...]
    var offset = 0
    func fault(_ expected: String) -> EncodingError {
      EncodingError(
        .malformed(
          found: EncodingText.found(in: text, at: offset), expected: "\(expected), as in \(Self.compactGrammar)"),
        at: offset)
    }
    func take(_ matches: (UInt8) -> Bool, _ expected: String) throws(EncodingError) -> UInt8 {
      guard let byte = bytes.first, matches(byte) else { throw fault(expected) }
      bytes = bytes.dropFirst()
      offset += 1
      return byte
    }
    /// - Returns: the bracket that closes what is opened.
    func open() throws(EncodingError) -> UInt8 {
      let bracket = try take({ $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[") }, "'(' or '['")
      return bracket == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
    }
    func close(_ bracket: UInt8) throws(EncodingError) {
      _ = try take({ $0 == bracket }, "'\(UnicodeScalar(bracket))'")
    }
    func separator() throws(EncodingError) {
      _ = try take({ $0 == UInt8(ascii: ",") }, "', '")
      _ = try take({ $0 == UInt8(ascii: " ") }, "', '")
    }
    func digit(below limit: Int, _ what: String) throws(EncodingError) -> Int {
      let start = offset
      let byte = try take({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }, "a digit")
      guard Int(byte - UInt8(ascii: "0")) < limit else {
        throw EncodingError(
          .outsideLimits(found: "'\(UnicodeScalar(byte))'", expected: "\(what) 0 to \(limit - 1)"), at: start)
      }
      return Int(byte - UInt8(ascii: "0"))
    }
    func cell() throws(EncodingError) -> DARTSCell {
      var pairs = DARTSPairs()
      let closing = try open()
      for index in 0..<8 {
        if index > 0 { try separator() }
        let pairClosing = try open()
        let node = index / 2 + DARTSWiring.inputCount
        let source = try digit(below: node, "an input of node \(node),")
        try separator()
        let number = try digit(below: DARTSOperation.searched.count, "an operation")
        try close(pairClosing)
        pairs.append(DARTSPair(DARTSOperation.searched[number], source))
      }
      try close(closing)
      return DARTSCell(pairs: pairs, concatenated: 0b111100)
    }
    let closing = try open()
    let normal = try cell()
    try separator()
    let reduce = try cell()
    try close(closing)
    guard bytes.isEmpty else { throw fault("the end of the text") }
    self.init(normal: normal, reduce: reduce)
  }
}
