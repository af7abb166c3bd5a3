import Core
import JSON

extension NASBench101Reading {
  /// Reads `{"matrix": …, "ops": …}`, or `[matrix, labels]` as the authors' graph generator writes it.
  init(json text: String) throws(EncodingError) {
    var tape = JSONTape()
    do throws(JSONError) {
      try tape.parse(text: text)
    } catch {
      let expected = error.reason.message.replacingPrefix("expected ", by: "")
      let found = EncodingText.found(in: text, at: error.offset)
      throw EncodingError(
        .malformed(found: found, expected: "\(expected), as in \(Self.grammar)"), at: error.offset)
    }
    let reader = NASBench101JSON(tape: tape)
    let parts = try reader.parts(of: tape.root)
    let rows = try reader.rows(of: parts.matrix)
    let operations = parts.isLabelled ? try reader.labels(of: parts.operations) : try reader.words(of: parts.operations)
    self.init(specification: NASBench101Specification(rows: rows, operations: operations)) { place in
      reader.offset(of: place, matrix: parts.matrix, operations: parts.operations)
    }
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, by replacement: String) -> String {
    hasPrefix(prefix) ? replacement + dropFirst(prefix.count) : self
  }
}
