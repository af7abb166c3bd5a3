import Core
import JSON

/// A text taken for a specification in one of the notations, and where its parts stand.
struct NASBench101Reading {
  let specification: NASBench101Specification
  /// The byte offset of a part.
  let offset: (NASBench101Place) -> Int

  /// What a cell looks like, for error messages.
  static let grammar = #"{"matrix":[[0,1],[0,0]],"ops":["input","output"]}"#

  /// Reads any notation: `{` begins the own one, `[` that of the graph generator, `(` that of NASLib.
  /// - Throws: `EncodingError` for whatever is no matrix of 0 and 1 with a label for each vertex.
  init(_ text: String) throws(EncodingError) {
    let first = text.utf8.firstIndex { $0 != UInt8(ascii: " ") && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    let offset = text.utf8.distance(from: text.utf8.startIndex, to: first ?? text.utf8.endIndex)
    switch first.map({ text.utf8[$0] }) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): try self.init(json: text)
    case UInt8(ascii: "("): try self.init(tuple: text, from: offset)
    default:
      throw EncodingError(
        .malformed(found: EncodingText.found(in: text, at: offset), expected: "a JSON object, as in \(Self.grammar)"),
        at: offset)
    }
  }

  init(specification: NASBench101Specification, offset: @escaping (NASBench101Place) -> Int) {
    self.specification = specification
    self.offset = offset
  }

  /// The cell, pruned.
  /// - Throws: `EncodingError` at the part to blame.
  func cell(within limits: NASBench101Limits) throws(EncodingError) -> NASBench101Cell {
    do throws(NASBench101Fault) {
      return try specification.validated(within: limits)
    } catch {
      throw EncodingError(error.reason, at: offset(error.place))
    }
  }
}
