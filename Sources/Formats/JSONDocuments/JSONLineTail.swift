import Bytes
import Core
import JSON

/// Looks at the end of a line of `<name>.jsonl.gz`, where facts stand, which few artifacts hold, and sources.
struct JSONLineTail {
  private let hasSources: Bool
  private var tape = JSONTape()
  private var buffer: [UInt8] = []

  /// - Parameter hasSources: Whether it is told what sources ought to stand there.
  init(hasSources: Bool) { self.hasSources = hasSources }

  /// Whether `tail` is `wanted` behind facts, as far as they can be told from the end of a line.
  mutating func isEqual(_ tail: RawSpan, to wanted: RawSpan) -> Bool {
    let rest = tail.byteCount - wanted.byteCount
    let isWanted = rest >= 0 && tail.equals(wanted, at: rest..<tail.byteCount, otherRange: 0..<wanted.byteCount)
    if isWanted, rest == 0 { return true }
    guard let first = tail.byteIfPresent(at: 0), isWanted || !hasSources else { return false }
    let isComma = first == UInt8(ascii: ",")
    guard isComma || (first == UInt8(ascii: "}") && !hasSources) else { return false }
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: Array("{\"info\":{".utf8))
    buffer.append(contentsOf: tail.array((isComma ? 1 : 0)..<(hasSources ? rest : tail.byteCount)))
    // Sources that were compared need not be parsed.
    if hasSources { buffer.append(contentsOf: Array("},\"sources\":[]}".utf8)) }
    do throws(JSONError) {
      try buffer.withBytes { (bytes) throws(JSONError) in try tape.parse(bytes) }
    } catch {
      return false
    }
    let members = Array(tape.members(of: tape.root))
    guard members.count == 2, tape.text(members[0].key, equals: "info"), tape.text(members[1].key, equals: "sources"),
      tape.kind(of: members[0].value) == .object, tape.kind(of: members[1].value) == .array
    else { return false }
    return areFacts(members[0].value)
      && tape.elements(of: members[1].value).allSatisfy { source in
        (try? ReleaseSource(source, of: tape)) != nil
      }
  }

  private func areFacts(_ value: JSONValue) -> Bool {
    tape.firstDuplicateKey(in: value) == nil
      && tape.members(of: value).allSatisfy { fact in
        tape.kind(of: fact.value) == .string && !ReleaseLineWriter.numbers.contains(tape.string(fact.key) ?? "")
      }
  }
}
