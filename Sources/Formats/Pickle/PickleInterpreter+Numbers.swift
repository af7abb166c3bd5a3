internal import Bytes

extension PickleInterpreter {
  /// Pushes a number in text or of an opcode that is rare.
  mutating func pushNumber(_ opcode: PickleOpcode, _ bytes: RawSpan) throws(PickleError) {
    switch opcode {
    case .binInt:
      try need(4)
      push(integer: Int64(Int32(bitPattern: bytes.halfWord(at: index))))
      index += 4
    case .binInt2:
      try need(2)
      push(integer: Int64(bytes.quarterWord(at: index)))
      index += 2
    case .long1:
      try need(1)
      let length = UInt64(bytes.byte(at: index))
      try pushLong(bytes, length, lengthSize: 1)
    case .long4:
      try need(4)
      let length = Int32(bitPattern: bytes.halfWord(at: index))
      guard length >= 0 else { throw failure(.badNumber("LONG4 with a negative length")) }
      try pushLong(bytes, UInt64(length), lengthSize: 4)
    case .float: try pushFloatText(bytes)
    default: try pushIntegerText(opcode, bytes)
    }
  }

  /// Pushes the two's complement of `length` bytes, lowest first.
  private mutating func pushLong(_ bytes: RawSpan, _ length: UInt64, lengthSize: Int) throws(PickleError) {
    index += lengthSize
    guard length <= UInt64(end - index) else {
      throw failure(.lengthBeyondEnd(declared: length, available: end - index))
    }
    var count = Int(length)
    let start = index
    index += count
    guard count <= PickleInteger.maximumByteCount else {
      throw failure(.badNumber("a whole number of \(count) bytes; at most \(PickleInteger.maximumByteCount)"))
    }
    // Bytes that only repeat the sign say nothing.
    while count > 8 {
      let sign: UInt8 = bytes.byte(at: start + count - 2) & 0x80 == 0 ? 0 : 0xFF
      guard bytes.byte(at: start + count - 1) == sign else { break }
      count -= 1
    }
    guard count <= 8 else { return push(PickleValue(record: try makeRecord(.bigInteger, start: 0, count: 0))) }
    var value: Int64 = 0
    if count > 0 {
      for number in 0..<count { value |= Int64(bytes.byte(at: start + number)) << Int64(8 * number) }
      let unused = Int64(64 - 8 * count)
      value = (value << unused) >> unused
    }
    push(try self.integer(value))
  }

  /// A whole number of 64 bits.
  mutating func integer(_ value: Int64) throws(PickleError) -> PickleValue {
    if PickleValue.isSmall(value) { return PickleValue(.integer, UInt64(bitPattern: value)) }
    let record = try makeRecord(.integer, start: arena.count, count: 1)
    arena.append(UInt64(bitPattern: value))
    return PickleValue(record: record)
  }

  /// INT and LONG: decimal digits. `I00` and `I01` are False and True; LONG may end in `L`.
  private mutating func pushIntegerText(_ opcode: PickleOpcode, _ bytes: RawSpan) throws(PickleError) {
    let range = try line(bytes)
    if opcode == .int, bytes.equals("00", at: range) { return push(.false) }
    if opcode == .int, bytes.equals("01", at: range) { return push(.true) }
    guard let digits = PickleInteger.digits(range, in: bytes) else {
      throw failure(.badNumber("expected the digits of a whole number"))
    }
    guard digits.count <= PickleOptions.maximumDigits + 1 else {
      throw failure(
        .badNumber("a whole number of \(digits.count) digits does not fit; at most \(PickleOptions.maximumDigits)"))
    }
    var offset = digits.lowerBound
    if let value = bytes.integer(at: &offset), offset == digits.upperBound {
      push(try integer(value))
    } else {
      push(PickleValue(record: try makeRecord(.bigInteger, start: 0, count: 0)))
    }
  }

  private mutating func pushFloatText(_ bytes: RawSpan) throws(PickleError) {
    let range = try line(bytes)
    var offset = range.lowerBound
    let isNegative = bytes.byteIfPresent(at: offset) == UInt8(ascii: "-")
    let word = isNegative ? range.lowerBound + 1..<max(range.upperBound, range.lowerBound + 1) : range
    if bytes.equals("inf", at: word) { return push(PickleValue(isNegative ? -.infinity : .infinity)) }
    if bytes.equals("nan", at: word) { return push(PickleValue(.nan)) }
    let line = bytes.extracting(first: range.upperBound)
    guard range.count <= 1024, let value = line.double(at: &offset), offset == range.upperBound else {
      throw failure(.badNumber("expected the text of a double"))
    }
    push(PickleValue(value))
  }
}
