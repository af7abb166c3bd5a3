import Core

/// Reads genotypes exactly as Python prints the named tuple of the authors: `Genotype(normal=[('sep_conv_3x3', 1), …],
/// normal_concat=range(2, 6), reduce=[…], reduce_concat=[2, 3, 4, 5])`.
///
/// Nodes of the output stand as a range or as a list. The two pairs of a node may be joined to a tuple, as in
/// AutoDL-Projects. No other spaces than those that Python prints, and nothing before or behind.
struct DARTSGenotypeText {
  private let text: String
  private let bytes: [UInt8]
  private let operations: [DARTSOperation]
  private var offset = 0

  /// What a genotype looks like, for messages.
  static let grammar =
    "Genotype(normal=[('OPERATION', INPUT), …], normal_concat=[2, 3, 4, 5], reduce=[…], reduce_concat=[…])"

  private init(_ text: String, operations: [DARTSOperation]) {
    self.text = text
    self.bytes = Array(text.utf8)
    self.operations = operations
  }

  /// The fields of `text`.
  /// - Parameter operations: those of the space.
  /// - Complexity: O(length) to copy the text, then O(offset of the first fault).
  static func fields(of text: String, operations: [DARTSOperation]) throws(EncodingError) -> DARTSGenotypeFields {
    var reader = DARTSGenotypeText(text, operations: operations)
    var fields = DARTSGenotypeFields()
    try reader.skip("Genotype(normal=")
    fields.normal = try reader.cell(then: ", normal_concat=")
    try reader.skip(", reduce=")
    fields.reduce = try reader.cell(then: ", reduce_concat=")
    try reader.skip(")")
    guard reader.offset == reader.bytes.count else { throw reader.fault("the end of the text") }
    return fields
  }

  /// A list of pairs, `separator`, and the nodes of the output.
  private mutating func cell(then separator: String) throws(EncodingError) -> DARTSGenotypeFields.CellFields {
    var list = DARTSPairList(operations: operations)
    try skip("[")
    while byte != UInt8(ascii: "]") {
      if !list.pairs.isEmpty { try skip(", ") }
      let isJoined = byte == UInt8(ascii: "(") && byte(after: 1) == UInt8(ascii: "(")
      if isJoined { offset += 1 }
      try pair(into: &list)
      guard isJoined else { continue }
      try skip(", ")
      try pair(into: &list)
      try skip(")")
    }
    try list.checkEnd(at: offset)
    let end = offset
    offset += 1
    try skip(separator)
    let start = offset
    let nodes = try concatenated(nodeCount: list.pairs.nodeCount)
    return DARTSGenotypeFields.CellFields(
      pairs: list.pairs, offsets: list.offsets, endOffset: end, concatenated: nodes, concatenatedOffset: start)
  }

  /// `('sep_conv_3x3', 1)`.
  private mutating func pair(into list: inout DARTSPairList) throws(EncodingError) {
    let start = offset
    guard byte == UInt8(ascii: "(") else { throw fault("a pair ('OPERATION', INPUT) or ']'") }
    try list.checkRoom(at: start)
    try skip("('")
    let label = offset
    while let byte, Self.isWord(byte) { offset += 1 }
    guard byte == UInt8(ascii: "'") else { throw fault("an operation and \"'\"") }
    let operation = try list.operation(String(decoding: bytes[label..<offset], as: UTF8.self), at: label)
    try skip("', ")
    let number = offset
    let (source, found) = try integer()
    try DARTSPairList.check(source: source, of: list.nextNode, found: found, at: number)
    try skip(")")
    list.append(DARTSPair(operation, source), at: start)
  }

  /// `range(2, 6)` or `[2, 3, 4, 5]`.
  private mutating func concatenated(nodeCount: Int) throws(EncodingError) -> UInt64 {
    var nodes = DARTSNodeSet(nodeCount: nodeCount)
    if byte == UInt8(ascii: "r") {
      try skip("range(")
      let start = offset
      let (lower, foundLower) = try integer()
      try skip(", ")
      let end = offset
      let (upper, foundUpper) = try integer()
      try nodes.insert(lower, found: "node \(foundLower)", at: start)
      for node in (lower + 1)..<max(lower + 1, min(upper, 64)) {
        try nodes.insert(node, found: "a range up to \(foundUpper)", at: end)
      }
      guard upper > lower else {
        throw EncodingError(
          .outsideLimits(found: "an empty output", expected: "one node or more"), at: end)
      }
      try skip(")")
      return nodes.nodes
    }
    guard byte == UInt8(ascii: "[") else { throw fault("'range(' or '['") }
    offset += 1
    while byte != UInt8(ascii: "]") {
      if nodes.nodes != 0 { try skip(", ") }
      let start = offset
      let (node, found) = try integer()
      try nodes.insert(node, found: "node \(found)", at: start)
    }
    try nodes.checkEnd(at: offset)
    offset += 1
    return nodes.nodes
  }

  /// Decimal digits as Python prints them; a number too large for any cell comes back as 1000.
  /// - Returns: the number, and how a message quotes it.
  private mutating func integer() throws(EncodingError) -> (value: Int, found: String) {
    let start = offset
    var value = 0
    while let byte, case UInt8(ascii: "0")...UInt8(ascii: "9") = byte {
      value = min(1000, 10 * value + Int(byte - UInt8(ascii: "0")))
      offset += 1
    }
    guard offset > start else { throw fault("a number") }
    if bytes[start] == UInt8(ascii: "0"), offset - start > 1 {
      offset = start + 1
      throw fault("a number without leading zeros")
    }
    let digits = bytes[start..<min(offset, start + 41)]
    return (value, EncodingText.quoted(String(decoding: digits, as: UTF8.self)))
  }

  private mutating func skip(_ literal: String) throws(EncodingError) {
    for expected in literal.utf8 {
      guard byte == expected else {
        let symbol = String(UnicodeScalar(expected))
        throw fault(literal.utf8.count == 1 ? "\"\(symbol)\"" : "\"\(symbol)\" of \"\(literal)\"")
      }
      offset += 1
    }
  }

  private var byte: UInt8? { byte(after: 0) }

  private func byte(after distance: Int) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private func fault(_ expected: String) -> EncodingError {
    EncodingError(
      .malformed(
        found: EncodingText.found(in: text, at: offset), expected: "\(expected), as in \(Self.grammar)"), at: offset)
  }
}
