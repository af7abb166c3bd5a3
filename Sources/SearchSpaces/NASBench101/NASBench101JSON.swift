import Core
import JSON

/// The parts of a JSON text that is to be a specification.
struct NASBench101JSON {
  let tape: JSONTape

  /// Where matrix and operations stand, and whether the latter are the authors' numbers instead of words.
  typealias Parts = (matrix: JSONValue, operations: JSONValue, isLabelled: Bool)

  func parts(of root: JSONValue) throws(EncodingError) -> Parts {
    switch tape.kind(of: root) {
    case .object: return try members(of: root)
    case .array where tape.count(of: root) == 2:
      var elements = tape.elements(of: root).makeIterator()
      guard let matrix = elements.next(), let labels = elements.next() else { preconditionFailure("two elements") }
      return (matrix, labels, true)
    default:
      throw fault(root, "\(found(root)) as the whole", expected: "\(NASBench101Reading.grammar) or [matrix,labels]")
    }
  }

  private func members(of root: JSONValue) throws(EncodingError) -> Parts {
    if let duplicate = tape.firstDuplicateKey(in: root) {
      throw fault(duplicate.key, "a second \(quoted(duplicate.key))", expected: "each key once")
    }
    for member in tape.members(of: root)
    where !tape.text(member.key, equals: "matrix") && !tape.text(member.key, equals: "ops") {
      throw fault(member.key, "the key \(quoted(member.key))", expected: "the keys 'matrix' and 'ops'")
    }
    guard let matrix = tape.value("matrix", in: root) else {
      throw fault(root, "an object without 'matrix'", expected: NASBench101Reading.grammar)
    }
    guard let operations = tape.value("ops", in: root) else {
      throw fault(root, "an object without 'ops'", expected: NASBench101Reading.grammar)
    }
    return (matrix, operations, false)
  }

  /// The entries, row by row, each 0 or 1.
  func rows(of matrix: JSONValue) throws(EncodingError) -> [[UInt8]] {
    try require(matrix, .array, "a matrix: an array of rows")
    var rows: [[UInt8]] = []
    for row in tape.elements(of: matrix) {
      try require(row, .array, "a row of the matrix: an array of 0 and 1")
      var entries: [UInt8] = []
      for entry in tape.elements(of: row) {
        guard let value = tape.integer(entry), let digit = UInt8(exactly: value), digit <= 1 else {
          throw EncodingError(.unknownSymbol(found(entry), expected: "0 or 1"), at: tape.sourceOffset(of: entry))
        }
        entries.append(digit)
      }
      rows.append(entries)
    }
    return rows
  }

  /// Labels in words.
  func words(of operations: JSONValue) throws(EncodingError) -> [String] {
    try require(operations, .array, "an array of operations")
    var labels: [String] = []
    for element in tape.elements(of: operations) {
      try require(element, .string, "an operation in quotes")
      labels.append(tape.string(element) ?? "")
    }
    return labels
  }

  /// Labels as numbers: -1 input, 0 to 2 operations, -2 output.
  func labels(of operations: JSONValue) throws(EncodingError) -> [String] {
    try require(operations, .array, "an array of labels")
    var labels: [String] = []
    for element in tape.elements(of: operations) {
      let number = tape.integer(element)
      switch number {
      case -1: labels.append(NASBench101Operation.inputLabel)
      case -2: labels.append(NASBench101Operation.outputLabel)
      default:
        guard let operation = NASBench101Operation.allCases.first(where: { Int64($0.publishedLabel) == number }) else {
          throw EncodingError(
            .unknownSymbol(found(element), expected: "-1 input, 0 conv3x3, 1 conv1x1, 2 maxpool3x3 or -2 output"),
            at: tape.sourceOffset(of: element))
        }
        labels.append(operation.label)
      }
    }
    return labels
  }

  func offset(of place: NASBench101Place, matrix: JSONValue, operations: JSONValue) -> Int {
    switch place {
    case .matrix: tape.sourceOffset(of: matrix)
    case .row(let row): tape.sourceOffset(of: element(row, of: matrix))
    case .entry(let row, let column): tape.sourceOffset(of: element(column, of: element(row, of: matrix)))
    case .operations: tape.sourceOffset(of: operations)
    case .operation(let vertex): tape.sourceOffset(of: element(vertex, of: operations))
    }
  }

  private func element(_ index: Int, of array: JSONValue) -> JSONValue {
    tape.elements(of: array).enumerated().first { $0.offset == index }?.element ?? array
  }

  private func require(_ value: JSONValue, _ kind: JSONKind, _ expected: String) throws(EncodingError) {
    if tape.kind(of: value) != kind { throw fault(value, found(value), expected: expected) }
  }

  /// A number or text as it stands, cut; anything else by its kind.
  private func found(_ value: JSONValue) -> String {
    switch tape.kind(of: value) {
    case .integer: "\(tape.integer(value) ?? 0)"
    case .string: quoted(value)
    case let kind: kind.description
    }
  }

  private func quoted(_ string: JSONValue) -> String { EncodingText.quoted(tape.string(string) ?? "") }

  private func fault(_ value: JSONValue, _ found: String, expected: String) -> EncodingError {
    EncodingError(.malformed(found: found, expected: expected), at: tape.sourceOffset(of: value))
  }
}
