import Bytes
import JSON
import Pipeline

extension PredictedScores {
  /// The name of the scores where a document maps encodings to numbers and names nothing.
  static let onlyName = "score"

  /// - Throws: `BuildError.input` where it is malformed, or a record has no encoding.
  mutating func readJSON(_ buffer: ByteBuffer, _ path: String) throws(BuildError) {
    var tape = JSONTape()
    var document = buffer
    do throws(JSONError) {
      try tape.parse(exchanging: &document, options: .python)
    } catch {
      // Records on lines of their own are no document. An array that is none is only malformed.
      let lines = buffer.array.split(separator: 0x0A, omittingEmptySubsequences: false)
      let first = lines.first { $0.contains { $0 > 0x20 } } ?? []
      guard lines.count > 1, first.last(where: { $0 > 0x20 }) == UInt8(ascii: "}") else {
        let line = buffer.withBytes { JSONLocation(offset: error.offset, in: $0).line }
        throw .input("\(path): line \(line): \(error)")
      }
      return try readLines(lines, path)
    }
    var key: String?
    var lines = LineCounter()
    if tape.kind(of: tape.root) == .array {
      for element in tape.elements(of: tape.root) {
        try addRecord(element, tape, line: lines.line(of: element, tape), &key, path)
      }
    } else if Self.encodingNames.contains(where: { tape.value($0, in: tape.root) != nil }) {
      try addRecord(tape.root, tape, line: 1, &key, path)
    } else {
      try readMapping(tape, path)
    }
    completeRows()
  }

  private mutating func readLines(_ lines: [ArraySlice<UInt8>], _ path: String) throws(BuildError) {
    var key: String?
    for (index, text) in lines.enumerated() where !text.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
      var tape = JSONTape()
      var part = ByteBuffer(Array(text))
      do throws(JSONError) { try tape.parse(exchanging: &part, options: .python) } catch {
        throw .input("\(path): line \(index + 1): \(error)")
      }
      try addRecord(tape.root, tape, line: index + 1, &key, path)
    }
    completeRows()
  }

  /// One object with an encoding, under the name that the first one has it under, and scores.
  private mutating func addRecord(
    _ record: JSONValue, _ tape: JSONTape, line: Int, _ key: inout String?, _ path: String
  ) throws(BuildError) {
    let place = "\(path): line \(line)"
    guard tape.kind(of: record) == .object else {
      throw .input(
        "\(place): \(tape.sourceText(of: record).prefix(80)); expected an object with an encoding and scores")
    }
    if key == nil { key = Self.encodingNames.first { tape.value($0, in: record) != nil } }
    guard let key, let encoding = tape.value(key, in: record).flatMap({ tape.string($0) }) else {
      throw Self.noEncoding(place, found: tape.members(of: record).map { tape.string($0.key) ?? "" })
    }
    var row = Row(line: line, encoding: encoding, scores: [])
    try addScores(of: record, tape, except: key, to: &row, place)
    rows.append(row)
  }

  /// An object whose keys are encodings, and its values a number or an object of numbers each.
  private mutating func readMapping(_ tape: JSONTape, _ path: String) throws(BuildError) {
    var lines = LineCounter()
    for member in tape.members(of: tape.root) {
      let line = lines.line(of: member.key, tape)
      var row = Row(line: line, encoding: tape.string(member.key) ?? "", scores: [])
      if tape.kind(of: member.value) == .object {
        try addScores(of: member.value, tape, except: nil, to: &row, "\(path): line \(line)")
      } else if let value = tape.double(member.value) {
        try setScore(value, Self.onlyName, of: &row, "\(path): line \(line)")
      } else if !tape.isNull(member.value) {
        throw .input(
          "\(path): line \(line): '\(row.encoding.prefix(80))' has \(tape.sourceText(of: member.value).prefix(80)); "
            + "expected a number or an object of numbers for each encoding, or records with an encoding under one of "
            + Self.encodingNames.map { "'\($0)'" }.joined(separator: ", "))
      }
      rows.append(row)
    }
  }

  private mutating func addScores(
    of object: JSONValue, _ tape: JSONTape, except key: String?, to row: inout Row, _ place: String
  ) throws(BuildError) {
    for member in tape.members(of: object) {
      guard let name = tape.string(member.key), name != key, let value = tape.double(member.value) else { continue }
      try setScore(value, name, of: &row, place)
    }
  }

  private mutating func setScore(
    _ value: Double, _ name: String, of row: inout Row, _ place: String
  ) throws(BuildError) {
    let column = names.firstIndex(of: name) ?? names.count
    guard column < 1000 else { throw .input("\(place): more than 1000 columns of scores") }
    if column == names.count { names.append(name) }
    while row.scores.count <= column { row.scores.append(nil) }
    row.scores[column] = value.isFinite ? value : nil
  }

  private mutating func completeRows() {
    for index in rows.indices {
      rows[index].scores += Array(repeating: nil, count: names.count - rows[index].scores.count)
    }
  }
}

/// The lines of values that are asked for in the order of the document, each byte of which is looked at once.
private struct LineCounter {
  private var offset = 0
  private var line = 1

  mutating func line(of value: JSONValue, _ tape: JSONTape) -> Int {
    let end = tape.sourceOffset(of: value)
    var next = offset
    var feeds = 0
    tape.withSource { bytes in
      while let feed = bytes.firstOffset(of: UInt8(ascii: "\n"), from: next), feed < end {
        feeds += 1
        next = feed + 1
      }
    }
    offset = end
    line += feeds
    return line
  }
}
