import Bytes
import Core
import JSON

/// Takes the fields that a mapping asks for out of JSON values.
struct JSONRecordReader {
  private let source: MappedSource
  private let texts: [FieldPlace]
  private let numbers: [FieldPlace]
  private let epochs: [JSONFieldPath?]
  var path: PathFields

  /// Where a field comes from.
  private enum FieldPlace {
    case path(String)
    /// The key under which the record lies, by depth.
    case key(Int)
    case value(JSONFieldPath)
  }

  /// - Parameter keys: the names of the keys under which records lie, outermost first.
  init(_ source: MappedSource, keys: [String]) {
    self.source = source
    let path = PathFields(source)
    func place(_ field: String) -> FieldPlace {
      if path.has(field) { return .path(field) }
      if let index = keys.firstIndex(of: field) { return .key(index) }
      return .value(JSONFieldPath(field))
    }
    texts = source.requests.texts.map { place($0.field) }
    numbers = source.requests.numbers.map(place)
    epochs = source.mappings.map { if case .list(let field, _, _) = $0.epoch { JSONFieldPath(field) } else { nil } }
    self.path = path
  }

  /// The record that `value` is.
  func record(_ value: JSONValue, keys: [String], in tape: JSONTape, at place: Place, pointer: String) -> MappedRecord {
    let reading = JSONValueReading(tape: tape, missing: source.missing)
    var record = MappedRecord(place: place, pointer: pointer)
    if let twice = tape.firstDuplicateKey(in: value) {
      record.problems.append(
        Problem(
          "READ-03", at: place, "the key '\((tape.string(twice.key) ?? "").prefix(80))' stands twice in the record",
          expected: "every key once", hint: "find out which value is right, and remove the other"))
    }
    for (index, request) in source.requests.texts.enumerated() {
      switch texts[index] {
      case .path(let field): record.texts.append(path.text(field))
      case .key(let depth): record.texts.append(keys[depth])
      case .value(let way):
        record.texts.append(reading.text(way.value(from: value, in: tape), separator: request.separator))
      }
    }
    record.numbers = numbers.map { number($0, value, keys, reading) }
    if epochs.contains(where: { $0 != nil }) {
      record.epochs = epochs.indices.map { epochList($0, value, keys, reading, &record.problems, place) }
    }
    return record
  }

  private func number(
    _ place: FieldPlace, _ value: JSONValue, _ keys: [String], _ reading: JSONValueReading
  ) -> NumberCell {
    switch place {
    case .path(let field): path.number(field)
    case .key(let depth): keys[depth].withBytes { NumberCell($0, 0..<$0.byteCount) }
    case .value(let way): reading.number(way.value(from: value, in: reading.tape))
    }
  }

  /// The records of epochs that lie within a record; none where the mapping knows none.
  private func epochList(
    _ mapping: Int, _ value: JSONValue, _ keys: [String], _ reading: JSONValueReading, _ problems: inout [Problem],
    _ place: Place
  ) -> [MappedEpoch]? {
    guard let way = epochs[mapping], case .list(let field, let first, let prefix) = source.mappings[mapping].epoch
    else {
      return nil
    }
    let tape = reading.tape
    guard let list = way.value(from: value, in: tape) else { return [] }
    let wanted = Set(source.mappings[mapping].metrics.map(\.number))
    func epoch(_ number: Int, _ value: JSONValue) -> MappedEpoch {
      MappedEpoch(
        number: number,
        numbers: numbers.indices.map { wanted.contains($0) ? self.number(numbers[$0], value, keys, reading) : .absent })
    }
    switch tape.kind(of: list) {
    case .array: return tape.elements(of: list).enumerated().map { epoch($0.offset, $0.element) }
    case .object:
      var result: [MappedEpoch] = []
      for member in tape.members(of: list) {
        let key = tape.string(member.key) ?? ""
        guard key.hasPrefix(prefix), let number = WholeNumber.parse(String(key.dropFirst(prefix.count))),
          number >= first, number - first <= RunAssembler.epochLimit
        else {
          problems.append(
            RunProblem.unfit(
              field, "…/\(key)", expected: "keys '\(prefix)' and a number of at least \(first)", at: place))
          continue
        }
        result.append(epoch(number - first, member.value))
      }
      return result
    default:
      problems.append(
        RunProblem.unfit(field, tape.kind(of: list).description, expected: "a list or an object of epochs", at: place))
      return []
    }
  }
}
