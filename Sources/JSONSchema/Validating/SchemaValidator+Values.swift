internal import Bytes
internal import JSON

extension SchemaValidator {
  /// Whether a number with a point or exponent is whole.
  func isIntegral(_ value: JSONValue, _ tape: JSONTape) -> Bool {
    guard let double = tape.double(value), !double.isNaN else { return false }
    if double.isInfinite && !tape.overflows(value) { return false }
    if double.isFinite && double.rounded() != double { return false }
    return ExactDecimal(value, of: tape).isInteger
  }

  /// How a number stands to one of the schema: below 0, 0, or above 0; nil for NaN, which stands nowhere.
  func order(_ value: JSONValue, _ number: Int, _ tape: JSONTape) -> Int? {
    let other = program.numbers[number]
    if let integer = tape.integer(value), let otherInteger = other.integer {
      return integer < otherInteger ? -1 : integer == otherInteger ? 0 : 1
    }
    if let double = tape.double(value) {
      if double.isNaN { return nil }
      if double.isInfinite && !tape.overflows(value) { return double < 0 ? -1 : 1 }
      // Rounding to doubles keeps the order, so only equal ones leave it open.
      if double < other.double { return -1 }
      if double > other.double { return 1 }
    }
    let exact = ExactDecimal(value, of: tape)
    return exact < other.exact ? -1 : exact == other.exact ? 0 : 1
  }

  func isMultiple(_ value: JSONValue, _ number: Int, _ tape: JSONTape) -> Bool {
    let divisor = program.numbers[number]
    if let integer = tape.integer(value), let divisorInteger = divisor.integer { return integer % divisorInteger == 0 }
    if let double = tape.double(value), !double.isFinite, !tape.overflows(value) { return false }
    return ExactDecimal(value, of: tape).isMultiple(of: divisor.exact)
  }

  // MARK: Strings

  /// The number of code points of a string.
  static func length(of value: JSONValue, _ tape: JSONTape) -> Int {
    if tape.isEscaped(value) { return tape.decodedText(value).count { $0 & 0xC0 != 0x80 } }
    return tape.withRawText(value) { bytes in
      var count = 0
      for index in 0..<bytes.byteCount where bytes.byte(at: index) & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  func hasLength(_ value: JSONValue, _ tape: JSONTape, atLeast limit: Int) -> Bool {
    // A code point has at most four bytes, and an escape at most twelve.
    if tape.rawTextRange(of: value).count < limit { return false }
    return Self.length(of: value, tape) >= limit
  }

  func hasLength(_ value: JSONValue, _ tape: JSONTape, atMost limit: Int) -> Bool {
    if tape.rawTextRange(of: value).count <= limit { return true }
    return Self.length(of: value, tape) <= limit
  }

  /// Whether an expression is found in a string or key.
  @inline(__always)
  mutating func isFound(_ expression: Int, _ value: JSONValue, _ tape: JSONTape, _ bytes: RawSpan) -> Bool {
    if tape.isEscaped(value) {
      let text = tape.decodedText(value)
      return text.withBytes { matchers[expression].isFound(in: $0, 0..<$0.byteCount) }
    }
    return matchers[expression].isFound(in: bytes, tape.rawTextRange(of: value))
  }

  // MARK: Equality

  func isConstant(_ instruction: SchemaInstruction, _ value: JSONValue, _ tape: JSONTape) -> Bool {
    let start = Int(instruction.a)
    for index in start..<start + Int(instruction.b) {
      let constant = program.constants[index]
      if areEqual(constant.value, program.documents[Int(constant.document)].tape, value, tape) { return true }
    }
    return false
  }

  /// The places of the first two equal elements of an array, nil if all differ.
  ///
  /// - Complexity: O(n log n) in the size of the array; up to 8 elements are compared with one another.
  func repeatedElements(of array: JSONValue, _ tape: JSONTape) -> (Int, Int)? {
    let elements = Array(tape.elements(of: array))
    if elements.count <= 8 {
      for later in elements.indices {
        for earlier in 0..<later where areEqual(elements[earlier], tape, elements[later], tape) {
          return (earlier, later)
        }
      }
      return nil
    }
    var hashes: [(hash: Int, index: Int)] = []
    hashes.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() { hashes.append((valueHash(element, tape), index)) }
    hashes.sort { ($0.hash, $0.index) < ($1.hash, $1.index) }
    var first: (Int, Int)?
    var start = 0
    while start < hashes.count {
      var end = start + 1
      while end < hashes.count, hashes[end].hash == hashes[start].hash {
        // Equal hashes mean equal values but for accidents, so the first comparison settles it.
        for other in start..<end where first.map({ hashes[end].index < $0.1 }) ?? true {
          if areEqual(elements[hashes[other].index], tape, elements[hashes[end].index], tape) {
            first = (hashes[other].index, hashes[end].index)
            break
          }
        }
        end += 1
      }
      start = end
    }
    return first
  }
}
