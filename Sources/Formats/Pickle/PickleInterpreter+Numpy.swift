internal import Bytes

extension PickleInterpreter {
  /// `numpy.dtype(code, align, copy)`: of one number, truth value, text or object.
  func dataTypeCode(
    _ value: PickleValue, _ bytes: RawSpan
  ) throws(PickleError) -> (type: PickleDataType, width: Int, isBigEndian: Bool) {
    guard let content = text(value, bytes) else {
      throw failure(.unexpected(describe(value), expected: "the code of a dtype"))
    }
    var code = Array(content.utf8)
    var isBigEndian = false
    if let first = code.first, Array("<>=|".utf8).contains(first) {
      isBigEndian = first == UInt8(ascii: ">")
      code.removeFirst()
    }
    guard let (type, width) = PickleDataType.ofNumpy(code) else {
      throw failure(
        .unexpected(
          "the dtype '\(MessageText.shown(content))'", expected: "one of numbers, truth values, texts or objects"))
    }
    return (type, width, isBigEndian)
  }

  mutating func dataType(_ arguments: [PickleValue], _ bytes: RawSpan) throws(PickleError) -> PickleValue {
    guard let code = arguments.first, arguments.count <= 3 else {
      throw failure(.unexpected("other arguments", expected: "the code of a dtype"))
    }
    let (type, width, isBigEndian) = try dataTypeCode(code, bytes)
    return try make(
      .dataType,
      [
        PickleValue(.integer, UInt64(type.rawValue)), PickleValue(.integer, isBigEndian ? 1 : 0),
        PickleValue(.integer, UInt64(width)),
      ])
  }

  /// The state of a dtype: (version, byte order, subtype, names, fields, size, alignment, flags, …).
  mutating func setByteOrder(_ record: Int, _ state: PickleValue, _ bytes: RawSpan) throws(PickleError) {
    guard let tuple = state.record, records[tuple].count <= 16, let parts = elements(state), parts.count >= 5,
      let order = text(parts[1], bytes),
      ["<", ">", "=", "|"].contains(order)
    else { throw failure(.unexpected("another state", expected: "that of a dtype")) }
    guard parts[2] == .none, parts[3] == .none, parts[4] == .none else {
      throw failure(.unexpected("a dtype of several fields", expected: "one of numbers or truth values"))
    }
    arena[Int(records[record].start) + 1] = PickleValue(.integer, order == ">" ? 1 : 0).bits
  }

  /// The type that a record of a dtype stands for.
  func storedDataType(_ value: PickleValue?) -> (type: PickleDataType, width: Int, isBigEndian: Bool)? {
    guard let record = value?.record, records[record].kind == .dataType,
      let number = PickleValue(bits: arena[Int(records[record].start)]).smallInteger,
      let type = PickleDataType(rawValue: UInt8(truncatingIfNeeded: number)),
      let width = PickleValue(bits: arena[Int(records[record].start) + 2]).smallInteger
    else { return nil }
    return (type, Int(width), PickleValue(bits: arena[Int(records[record].start) + 1]).smallInteger == 1)
  }

  /// `_reconstruct(ndarray, shape, code)`: an array that BUILD will fill.
  mutating func unfilledArray(_ arguments: [PickleValue]) throws(PickleError) -> PickleValue {
    guard arguments.first?.global == .numpyArray else {
      throw failure(.unexpected("other arguments", expected: "'numpy ndarray' to reconstruct"))
    }
    return try make(.array, [])
  }

  /// The state of an array: (version, shape, dtype, whether in Fortran's order, bytes).
  mutating func fill(_ record: Int, _ state: PickleValue, _ bytes: RawSpan) throws(PickleError) {
    guard records[record].count == 0 else {
      throw failure(.unexpected("an array that is filled", expected: "one to fill"))
    }
    guard let tuple = state.record, records[tuple].count == 5, let parts = elements(state),
      let isFortran = parts[3].boolean
    else {
      throw failure(.unexpected("another state", expected: "that of a numpy array"))
    }
    let height = stack.count
    for value in try arrayParts(parts[1], parts[2], isFortran: isFortran, parts[4], bytes) { push(value) }
    try extend(record, from: height)
  }

  /// `_frombuffer(bytes, dtype, shape, order)`, as protocol 5 writes arrays.
  mutating func arrayFromBuffer(_ arguments: [PickleValue], _ bytes: RawSpan) throws(PickleError) -> PickleValue {
    guard arguments.count == 4, let order = text(arguments[3], bytes), order == "C" || order == "F" else {
      throw failure(.unexpected("other arguments", expected: "bytes, dtype, shape and order of an array"))
    }
    return try make(
      .array, try arrayParts(arguments[2], arguments[1], isFortran: order == "F", arguments[0], bytes))
  }

  private mutating func arrayParts(
    _ shape: PickleValue, _ type: PickleValue, isFortran: Bool, _ content: PickleValue, _ bytes: RawSpan
  ) throws(PickleError) -> [PickleValue] {
    guard let (dataType, width, _) = storedDataType(type) else {
      throw failure(.unexpected(describe(type), expected: "the dtype of an array"))
    }
    guard let sizes = naturals(shape) else {
      throw failure(.unexpected(describe(shape), expected: "the shape of an array, a tuple of whole numbers from 0"))
    }
    if dataType == .object { return try objectParts(shape, sizes, type, isFortran: isFortran, content) }
    guard let data = try rawBytes(content, bytes) else {
      throw failure(.unexpected(describe(content), expected: "the bytes of an array"))
    }
    var size: UInt64 = UInt64(dataType.size * width)
    var overflows = false
    for length in sizes where !overflows { (size, overflows) = size.multipliedReportingOverflow(by: UInt64(length)) }
    if sizes.contains(0) { (size, overflows) = (0, false) }
    // Texts without characters take no bytes, however many there are said to be.
    guard !overflows, size == UInt64(data.count), width > 0 || sizes.contains(0) else {
      let shown = sizes.prefix(8).map(String.init).joined(separator: ", ")
      throw failure(
        .unexpected("\(data.count) bytes", expected: "those of an array of shape (\(shown)) of \(dataType.name)"))
    }
    return [shape, type, isFortran ? .true : .false, content]
  }

  /// Of an array of objects: its elements stand in a list, the last index the one that changes fastest.
  private func objectParts(
    _ shape: PickleValue, _ sizes: [Int], _ type: PickleValue, isFortran: Bool, _ content: PickleValue
  ) throws(PickleError) -> [PickleValue] {
    guard let list = content.record, records[list].kind == .list else {
      throw failure(.unexpected(describe(content), expected: "the list of the objects of an array"))
    }
    var count = 1
    var overflows = false
    for length in sizes where !overflows { (count, overflows) = count.multipliedReportingOverflow(by: length) }
    if sizes.contains(0) { (count, overflows) = (0, false) }
    guard !overflows, count == Int(records[list].count) else {
      let shown = sizes.prefix(8).map(String.init).joined(separator: ", ")
      throw failure(
        .unexpected("\(records[list].count) objects", expected: "those of an array of shape (\(shown))"))
    }
    return [shape, type, isFortran ? .true : .false, content]
  }

  /// The numbers of a tuple of at most 64 whole numbers from 0; nil for anything else.
  func naturals(_ value: PickleValue) -> [Int]? {
    guard let record = value.record, records[record].kind == .tuple, records[record].count <= 64 else { return nil }
    var result: [Int] = []
    for part in values(record) {
      guard let number = natural(part) else { return nil }
      result.append(number)
    }
    return result
  }

  /// A whole number from 0; nil for anything else.
  func natural(_ value: PickleValue) -> Int? {
    if let number = value.smallInteger { return number >= 0 ? Int(number) : nil }
    guard let record = value.record, records[record].kind == .integer else { return nil }
    let number = Int(bitPattern: UInt(arena[Int(records[record].start)]))
    return number >= 0 ? number : nil
  }
}
