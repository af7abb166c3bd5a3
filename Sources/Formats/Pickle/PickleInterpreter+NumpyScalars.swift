internal import Bytes

extension PickleInterpreter {
  /// numpy's `scalar(dtype, bytes)`, as the plain value.
  mutating func scalar(_ arguments: [PickleValue], _ bytes: RawSpan) throws(PickleError) -> PickleValue {
    guard arguments.count == 2, let (type, width, isBigEndian) = storedDataType(arguments[0]), type != .object else {
      throw failure(.unexpected("other arguments", expected: "a dtype of numbers or texts, and bytes"))
    }
    guard let content = try rawBytes(arguments[1], bytes) else {
      throw failure(.unexpected(describe(arguments[1]), expected: "the bytes of a numpy scalar"))
    }
    guard content.count == type.size * width else {
      throw failure(.unexpected("\(content.count) bytes", expected: "\(type.size * width) of a scalar of \(type.name)"))
    }
    switch type {
    case .character: return arguments[1]
    case .unicode: return try scalarText(arguments[1], content, isBigEndian: isBigEndian)
    case .complex64, .complex128:
      let size = type.size / 2
      let part: PickleDataType = type == .complex64 ? .float32 : .float64
      let numbers = content.withBytes { bytes in
        [0, size].map { PickleElement(at: $0, part, isBigEndian: isBigEndian, in: bytes).asDouble }
      }
      return try make(.complex, numbers.map { PickleValue($0) })
    default: return try scalarNumber(content, type, isBigEndian: isBigEndian)
    }
  }

  private mutating func scalarNumber(
    _ content: [UInt8], _ type: PickleDataType, isBigEndian: Bool
  ) throws(PickleError) -> PickleValue {
    switch content.withBytes({ PickleElement(at: 0, type, isBigEndian: isBigEndian, in: $0) }) {
    case .boolean(let value): return value ? .true : .false
    case .integer(let value): return try integer(value)
    case .natural(let value):
      if let signed = Int64(exactly: value) { return try integer(signed) }
      throw failure(.badNumber("an unsigned scalar beyond 63 bits"))
    case .double(let value): return PickleValue(value)
    }
  }

  /// A text whose characters, of 32 bits each, are in `value`.
  private mutating func scalarText(
    _ value: PickleValue, _ content: [UInt8], isBigEndian: Bool
  ) throws(PickleError) -> PickleValue {
    guard PickleText.ofWideCharacters(content, isBigEndian: isBigEndian) != nil else {
      throw failure(.badText("a numpy text has a character that is no Unicode scalar"))
    }
    return try make(.text, [value, PickleValue(.integer, isBigEndian ? 1 : 0)])
  }

  /// The UTF-8 of a numpy scalar of text, which counts as work; nil for anything else.
  mutating func scalarText(_ value: PickleValue, _ bytes: RawSpan) throws(PickleError) -> [UInt8]? {
    guard let record = value.record, records[record].kind == .text else { return nil }
    let parts = values(record)
    return try rawBytes(parts[0], bytes).flatMap {
      PickleText.ofWideCharacters($0, isBigEndian: parts[1].smallInteger == 1)
    }
  }

  /// Python's `complex(real, imaginary)`.
  mutating func complexNumber(_ arguments: [PickleValue]) throws(PickleError) -> PickleValue {
    guard arguments.count == 2, arguments.allSatisfy(\.isDouble) else {
      throw failure(.unexpected("other arguments", expected: "the two doubles of a complex number"))
    }
    return try make(.complex, arguments)
  }
}
