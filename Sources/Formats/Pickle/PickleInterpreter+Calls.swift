internal import Bytes

extension PickleInterpreter {
  /// Runs an opcode that names a global, or that makes or changes something by one.
  mutating func call(_ opcode: PickleOpcode, _ bytes: RawSpan) throws(PickleError) {
    switch opcode {
    case .global:
      let (module, name) = (try line(bytes), try line(bytes))
      push(try global(bytes.string(module), bytes.string(name), []))
    case .stackGlobal:
      let name = try pop("STACK_GLOBAL")
      let module = try pop("STACK_GLOBAL")
      guard let moduleText = text(module, bytes), let nameText = text(name, bytes) else {
        let wrong = text(name, bytes) == nil ? name : module
        throw failure(.unexpected(describe(wrong), expected: "a text to name a global"))
      }
      push(try global(moduleText, nameText, [module, name]))
    case .reduce:
      let arguments = try pop("REDUCE")
      push(try made(by: try pop("REDUCE"), arguments, bytes))
    case .newObj:
      let arguments = try pop("NEWOBJ")
      push(try instance(of: try pop("NEWOBJ"), arguments, bytes))
    case .newObjEx:
      let keywords = try pop("NEWOBJ_EX")
      guard let record = keywords.record, records[record].kind == .dictionary, records[record].count == 0 else {
        throw failure(.unexpected("keyword arguments", expected: "none"))
      }
      let arguments = try pop("NEWOBJ_EX")
      push(try instance(of: try pop("NEWOBJ_EX"), arguments, bytes))
    case .inst:
      let (module, name) = (try line(bytes), try line(bytes))
      let type = try global(bytes.string(module), bytes.string(name), [])
      try pushRecord(.tuple, from: try mark("INST"))
      push(try instance(of: type, try pop("INST"), bytes))
    case .obj:
      let height = try mark("OBJ")
      guard stack.count > height else { throw failure(.stackUnderflow("OBJ")) }
      try pushRecord(.tuple, from: height + 1)
      let arguments = PickleValue(bits: stack.removeLast())
      push(try instance(of: PickleValue(bits: stack.removeLast()), arguments, bytes))
    default: try build(bytes)
    }
  }

  /// An allowed global; with `inert` any other too, by its name, which stands on two lines at `current` or is `texts`.
  private mutating func global(
    _ module: String, _ name: String, _ texts: [PickleValue]
  ) throws(PickleError) -> PickleValue {
    if let global = PickleGlobal(module: module, name: name) { return PickleValue(global) }
    guard options.inert else { throw failure(.globalNotAllowed(module: module, name: name)) }
    return try make(.global, texts)
  }

  /// What NEWOBJ, OBJ and INST make: as REDUCE, but of a class.
  private mutating func instance(
    of type: PickleValue, _ arguments: PickleValue, _ bytes: RawSpan
  ) throws(PickleError) -> PickleValue {
    if let global = type.global, !global.isClass { throw failure(.unexpected("a function", expected: "a class")) }
    return try made(by: type, arguments, bytes)
  }

  private mutating func made(
    by callable: PickleValue, _ arguments: PickleValue, _ bytes: RawSpan
  ) throws(PickleError) -> PickleValue {
    guard let tuple = arguments.record, records[tuple].kind == .tuple else {
      throw failure(.unexpected(describe(arguments), expected: "a tuple of arguments"))
    }
    if let global = callable.global {
      guard records[tuple].count <= 16 else {
        throw failure(.unexpected("\(records[tuple].count) arguments", expected: "at most 16"))
      }
      return try made(by: global, values(tuple), bytes)
    }
    guard let record = callable.record, records[record].kind == .global else {
      throw failure(.unexpected(describe(callable), expected: "a class or function to call"))
    }
    return try make(.object, [callable, arguments, .none, .none])
  }

  /// The values in the slice of a record.
  func values(_ record: Int) -> [PickleValue] {
    arena[records[record].range].map { PickleValue(bits: $0) }
  }

  /// The values of a list, tuple or set; nil for anything else.
  func elements(_ value: PickleValue?) -> [PickleValue]? {
    guard let record = value?.record else { return nil }
    switch records[record].kind {
    case .list, .tuple, .set, .frozenSet: return values(record)
    default: return nil
    }
  }

  private mutating func made(
    by global: PickleGlobal, _ arguments: [PickleValue], _ bytes: RawSpan
  ) throws(PickleError) -> PickleValue {
    switch global {
    case .orderedDictionary, .dictionary: return try dictionary(arguments)
    case .defaultDictionary:
      guard arguments.count <= 1, arguments.allSatisfy({ $0 == .none || $0.global != nil }) else {
        throw failure(.unexpected("other arguments", expected: "the factory of a defaultdict"))
      }
      return try make(.dictionary, [])
    case .list, .set, .frozenSet, .tuple, .torchSize:
      guard arguments.count <= 1, let elements = arguments.isEmpty ? [] : elements(arguments[0]) else {
        throw failure(.unexpected("other arguments", expected: "one list, tuple or set"))
      }
      let kind: PickleKind =
        global == .list ? .list : global == .set ? .set : global == .frozenSet ? .frozenSet : .tuple
      return try make(kind, elements)
    case .bytes, .byteArray, .encode: return try encoded(arguments, mayBeEmpty: global != .encode, bytes)
    case .complex: return try complexNumber(arguments)
    case .numpyDataType: return try dataType(arguments, bytes)
    case .numpyScalar: return try scalar(arguments, bytes)
    case .numpyReconstruct: return try unfilledArray(arguments)
    case .numpyFromBuffer: return try arrayFromBuffer(arguments, bytes)
    case .torchTensor, .torchTensorOfVersion1: return try tensor(arguments)
    case .torchParameter:
      guard let record = arguments.first?.record, records[record].kind == .tensor else {
        throw failure(.unexpected("other arguments", expected: "a tensor as the data of a parameter"))
      }
      return arguments[0]
    default: throw failure(.unexpected(PickleKind.global.description, expected: "one that makes plain data"))
    }
  }

  /// A dictionary out of nothing, of pairs, or of another dictionary.
  private mutating func dictionary(_ arguments: [PickleValue]) throws(PickleError) -> PickleValue {
    guard let source = arguments.first else { return try make(.dictionary, []) }
    if arguments.count == 1, let record = source.record, records[record].kind == .dictionary {
      return try make(.dictionary, values(record))
    }
    var items: [PickleValue] = []
    guard arguments.count == 1, let pairs = elements(source) else {
      throw failure(.unexpected("other arguments", expected: "a list of pairs"))
    }
    for pair in pairs {
      guard let pair = elements(pair), pair.count == 2 else {
        throw failure(.unexpected("other elements", expected: "pairs of key and value"))
      }
      items += pair
    }
    return try make(.dictionary, items)
  }

  /// `_codecs.encode(text, 'latin1')`, as protocols 0 to 2 write bytes; bytes of bytes are these.
  private mutating func encoded(
    _ arguments: [PickleValue], mayBeEmpty: Bool, _ bytes: RawSpan
  ) throws(PickleError) -> PickleValue {
    if arguments.isEmpty, mayBeEmpty { return .noBytes }
    if arguments.count == 1, mayBeEmpty, arguments[0].isBytes { return arguments[0] }
    guard arguments.count == 2, let codec = text(arguments[1], bytes),
      ["latin1", "latin-1", "iso-8859-1"].contains(codec), arguments[0].tag == .text,
      let content = try content(arguments[0], bytes)
    else { throw failure(.unexpected("other arguments", expected: "a text and 'latin1'")) }
    guard PickleText.latin(content) != nil else {
      throw failure(.badText("a text that stands for bytes has characters above U+00FF"))
    }
    return PickleValue(.latinBytes, UInt64(arguments[0].payload))
  }

  /// BUILD: the state of a data type, an array, a dictionary (whose attributes are dropped) or an opaque object.
  private mutating func build(_ bytes: RawSpan) throws(PickleError) {
    let state = try pop("BUILD")
    guard stack.count > floor else { throw failure(.stackUnderflow("BUILD")) }
    let value = PickleValue(bits: stack[stack.count - 1])
    guard let record = value.record else {
      throw failure(.unexpected(describe(value), expected: "a value that has a state"))
    }
    switch records[record].kind {
    case .dataType: try setByteOrder(record, state, bytes)
    case .array: try fill(record, state, bytes)
    case .dictionary:
      guard let attributes = state.record, records[attributes].kind == .dictionary else {
        throw failure(.unexpected(describe(state), expected: "the attributes of a dictionary"))
      }
    case .object:
      arena[Int(records[record].start) + 2] = state.bits
      if let part = state.record {
        records[part].isPart = true
        needsGraphCheck = true
      }
    default: throw failure(.unexpected(describe(value), expected: "a value that has a state"))
    }
  }
}

extension PickleGlobal {
  /// Whether NEWOBJ may make one.
  fileprivate var isClass: Bool {
    switch self {
    case .orderedDictionary, .defaultDictionary, .set, .frozenSet, .list, .dictionary, .tuple, .bytes, .byteArray,
      .complex, .numpyDataType, .torchSize:
      true
    default: false
    }
  }
}
