internal import Bytes
internal import JSON

/// Whether two values are equal as JSON Schema has it: numbers by what they are, objects whatever their order.
///
/// Recursive as deep as the documents are nested, which their parser limits.
func areEqual(_ first: JSONValue, _ tape: JSONTape, _ second: JSONValue, _ otherTape: JSONTape) -> Bool {
  let kind = tape.kind(of: first)
  let otherKind = otherTape.kind(of: second)
  switch kind {
  case .null, .false, .true: return kind == otherKind
  case .integer, .bigInteger, .double:
    switch otherKind {
    case .integer, .bigInteger, .double: return areEqualNumbers(first, tape, second, otherTape)
    default: return false
    }
  case .string: return otherKind == .string && areEqualTexts(first, tape, second, otherTape)
  case .array:
    guard otherKind == .array, tape.count(of: first) == otherTape.count(of: second) else { return false }
    var element = tape.first(in: first)
    var other = otherTape.first(in: second)
    for _ in 0..<tape.count(of: first) {
      guard areEqual(element, tape, other, otherTape) else { return false }
      element = tape.following(element)
      other = otherTape.following(other)
    }
    return true
  case .object:
    guard otherKind == .object, tape.count(of: first) == otherTape.count(of: second) else { return false }
    return areEqualObjects(first, tape, second, otherTape)
  }
}

private func areEqualTexts(_ first: JSONValue, _ tape: JSONTape, _ second: JSONValue, _ otherTape: JSONTape) -> Bool {
  if tape.isEscaped(first) || otherTape.isEscaped(second) {
    return tape.decodedText(first) == otherTape.decodedText(second)
  }
  return tape.withRawText(first) { bytes in
    otherTape.withRawText(second) { bytes.equals($0, at: 0..<bytes.byteCount, otherRange: 0..<$0.byteCount) }
  }
}

private func areEqualNumbers(
  _ first: JSONValue, _ tape: JSONTape, _ second: JSONValue, _ otherTape: JSONTape
) -> Bool {
  if let integer = tape.integer(first), let other = otherTape.integer(second) { return integer == other }
  if isSpecial(first, tape) || isSpecial(second, otherTape) {
    return isSpecial(first, tape) && isSpecial(second, otherTape) && tape.double(first) == otherTape.double(second)
  }
  if let double = tape.double(first), let other = otherTape.double(second), double != other { return false }
  return ExactDecimal(first, of: tape) == ExactDecimal(second, of: otherTape)
}

/// Whether a number is a bare `NaN`, `Infinity` or `-Infinity`.
func isSpecial(_ value: JSONValue, _ tape: JSONTape) -> Bool {
  guard tape.kind(of: value) == .double, let double = tape.double(value) else { return false }
  return !double.isFinite && !tape.overflows(value)
}

/// Compares objects of the same number of members; of equal keys in one object the last counts.
private func areEqualObjects(
  _ first: JSONValue, _ tape: JSONTape, _ second: JSONValue, _ otherTape: JSONTape
) -> Bool {
  let count = tape.count(of: first)
  if count <= 8 {
    return tape.members(of: first).allSatisfy { member in
      guard let other = otherTape.value(tape.decodedText(member.key), in: second) else { return false }
      return areEqual(member.value, tape, other, otherTape)
    }
  }
  var values: [[UInt8]: JSONValue] = [:]
  values.reserveCapacity(count)
  for member in otherTape.members(of: second) { values[otherTape.decodedText(member.key)] = member.value }
  return tape.members(of: first).allSatisfy { member in
    guard let other = values[tape.decodedText(member.key)] else { return false }
    return areEqual(member.value, tape, other, otherTape)
  }
}

/// A number that equal values share.
func valueHash(_ value: JSONValue, _ tape: JSONTape) -> Int {
  var hasher = Hasher()
  switch tape.kind(of: value) {
  case .null: hasher.combine(0)
  case .false: hasher.combine(1)
  case .true: hasher.combine(2)
  case .integer, .bigInteger, .double:
    hasher.combine(3)
    // Doubles would give far-off decimals one hash; a whole number has to get the same one however it is written.
    if let integer = tape.integer(value), integer.magnitude < 1_000_000_000_000_000_000 {
      hasher.combine(integer)
    } else {
      let exact = ExactDecimal(value, of: tape)
      if let integer = exact.shortInteger { hasher.combine(integer) } else { hasher.combine(exact) }
    }
  case .string:
    hasher.combine(4)
    hashText(value, tape, &hasher)
  case .array:
    hasher.combine(5)
    for element in tape.elements(of: value) { hasher.combine(valueHash(element, tape)) }
  case .object:
    var sum = 0
    for member in tape.members(of: value) {
      var inner = Hasher()
      hashText(member.key, tape, &inner)
      inner.combine(valueHash(member.value, tape))
      sum &+= inner.finalize()
    }
    hasher.combine(6)
    hasher.combine(sum)
  }
  return hasher.finalize()
}

private func hashText(_ text: JSONValue, _ tape: JSONTape, _ hasher: inout Hasher) {
  if tape.isEscaped(text) {
    tape.decodedText(text).withBytes { hash($0, &hasher) }
  } else {
    tape.withRawText(text) { hash($0, &hasher) }
  }
}

private func hash(_ bytes: RawSpan, _ hasher: inout Hasher) {
  hasher.combine(bytes.byteCount)
  for index in stride(from: 0, to: bytes.byteCount, by: 8) { hasher.combine(bytes.wordOrTail(at: index)) }
}
