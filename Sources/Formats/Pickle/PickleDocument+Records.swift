internal import Bytes

extension PickleDocument {
  /// What the pickle says of a tensor or parameter; nil for anything else.
  public func tensor(_ value: PickleValue) -> PickleTensor? {
    guard let parts = parts(value, .tensor), let storage = storage(parts[0]), let offset = integer(parts[1]) else {
      return nil
    }
    return PickleTensor(
      storage: storage, offset: Int(offset), shape: naturals(parts[2]), strides: naturals(parts[3]))
  }

  /// What the pickle says of a storage; nil for anything else.
  public func storage(_ value: PickleValue) -> PickleStorage? {
    guard let parts = parts(value, .storage), let number = integer(parts[0]), let count = integer(parts[3]),
      let type = PickleDataType(rawValue: UInt8(truncatingIfNeeded: number)), let key = string(parts[1]),
      let location = string(parts[2])
    else { return nil }
    return PickleStorage(key: key, dataType: type, count: Int(count), location: location)
  }

  /// What the pickle says of a numpy array; nil for anything else, and for an array that was never given its state.
  public func array(_ value: PickleValue) -> PickleArray? {
    guard let parts = parts(value, .array), parts.count == 4, let type = self.parts(parts[1], .dataType),
      let number = integer(type[0]), let dataType = PickleDataType(rawValue: UInt8(truncatingIfNeeded: number))
    else { return nil }
    return PickleArray(
      dataType: dataType, isBigEndian: integer(type[1]) == 1, shape: naturals(parts[0]),
      isFortran: parts[2].boolean == true, content: parts[3])
  }

  /// What an opaque object is made of; nil for anything else.
  public func object(_ value: PickleValue) -> PickleObject? {
    guard let parts = parts(value, .object), let (module, name) = globalName(parts[0]) else { return nil }
    return PickleObject(module: module, name: name, arguments: parts[1], state: parts[2], content: parts[3])
  }

  /// The module and name of a class or function that was kept by name; nil for anything else.
  public func globalName(_ value: PickleValue) -> (module: String, name: String)? {
    guard let record = value.record, records[record].kind == .global else { return nil }
    if let parts = parts(value, .global), parts.count == 2, let module = string(parts[0]), let name = string(parts[1]) {
      return (module, name)
    }
    // Two lines stand behind the opcode.
    return source.withBytes { bytes in
      var offset = records[record].offset + 1
      guard let module = bytes.nextLine(at: &offset), let name = bytes.nextLine(at: &offset) else { return nil }
      return (bytes.string(module), bytes.string(name))
    }
  }

  /// The slice of a record of one kind.
  func parts(_ value: PickleValue, _ kind: PickleKind) -> [PickleValue]? {
    guard let record = value.record, records[record].kind == kind else { return nil }
    return arena[records[record].range].map { PickleValue(bits: $0) }
  }

  func naturals(_ tuple: PickleValue) -> [Int] {
    elements(of: tuple).map { Int(integer($0) ?? 0) }
  }
}
