internal import Bytes

extension PickleInterpreter {
  /// Runs an opcode that is none of the most frequent ones; `index` is behind it.
  @inline(never)
  mutating func runRare(_ code: UInt8, _ bytes: RawSpan) throws(PickleError) {
    guard let opcode = PickleOpcode(rawValue: code) else { throw failure(.unknownOpcode(code)) }
    switch opcode {
    case .binFloat, .binInt1, .binGet, .longBinGet, .binPut, .longBinPut, .memoize, .mark, .emptyList, .emptyDict,
      .appends, .setItems, .binUnicode, .shortBinUnicode, .stop:
      // `run` never passes these on.
      throw failure(.unknownOpcode(code))
    case .proto:
      try need(1)
      try noteProtocol(Int(bytes.byte(at: index)))
      index += 1
    case .frame: try checkFrame(bytes)
    case .none: push(.none)
    case .newTrue: push(.true)
    case .newFalse: push(.false)
    case .int, .long, .float, .binInt, .binInt2, .long1, .long4: try pushNumber(opcode, bytes)
    case .string, .binString, .shortBinString, .unicode, .binUnicode8, .binBytes, .shortBinBytes, .binBytes8,
      .byteArray8:
      try pushString(opcode, bytes)
    case .pop: try popOne()
    case .popMark: stack.removeLast(stack.count - (try mark("POP_MARK")))
    case .dup:
      guard stack.count > floor else { throw failure(.stackUnderflow("DUP")) }
      stack.append(stack[stack.count - 1])
    case .get: try get(try memoIndex(bytes))
    case .put: try put(try memoIndex(bytes))
    case .emptyTuple: try pushEmpty(.tuple)
    case .emptySet: try pushEmpty(.set)
    case .tuple: try pushRecord(.tuple, from: try mark("TUPLE"))
    case .tuple1: try pushTuple(1, "TUPLE1")
    case .tuple2: try pushTuple(2, "TUPLE2")
    case .tuple3: try pushTuple(3, "TUPLE3")
    case .list: try pushRecord(.list, from: try mark("LIST"))
    case .frozenSet: try pushRecord(.frozenSet, from: try mark("FROZENSET"))
    case .dict:
      let height = try mark("DICT")
      guard (stack.count - height) & 1 == 0 else { throw failure(.oddItems) }
      try pushRecord(.dictionary, from: height)
    case .append:
      guard stack.count > floor else { throw failure(.stackUnderflow("APPEND")) }
      try append(from: stack.count - 1)
    case .setItem:
      guard stack.count - floor > 1 else { throw failure(.stackUnderflow("SETITEM")) }
      try setItems(from: stack.count - 2)
    case .addItems: try addItems(from: try mark("ADDITEMS"))
    case .global, .stackGlobal, .reduce, .newObj, .newObjEx, .inst, .obj, .build: try call(opcode, bytes)
    case .binPersid: try pushStorage(bytes)
    case .persid: throw failure(.refusedOpcode("PERSID", "persistent ids in text are of an unknown kind"))
    case .ext1, .ext2, .ext4: throw failure(.refusedOpcode(opcode.name, "extension codes are not registered"))
    case .nextBuffer, .readOnlyBuffer:
      throw failure(.refusedOpcode(opcode.name, "out-of-band buffers are not in the file"))
    }
  }

  private mutating func checkFrame(_ bytes: RawSpan) throws(PickleError) {
    try need(8)
    let length = bytes.word(at: index)
    index += 8
    guard length <= UInt64(end - index) else {
      throw failure(.lengthBeyondEnd(declared: length, available: end - index))
    }
  }

  /// POP drops a value, or a MARK that has nothing above it.
  private mutating func popOne() throws(PickleError) {
    if let height = marks.last, height == stack.count {
      marks.removeLast()
    } else {
      _ = try pop("POP")
    }
  }

  /// The decimal index of GET or PUT, below 2³².
  private mutating func memoIndex(_ bytes: RawSpan) throws(PickleError) -> UInt64 {
    let line = try line(bytes)
    var offset = line.lowerBound
    guard let value = bytes.integer(at: &offset), offset == line.upperBound, value >= 0, value < 1 << 32 else {
      throw failure(.badNumber("expected the index of a memo below 2^32"))
    }
    return UInt64(value)
  }

  /// The range of the line at `index`, without its line feed, which is skipped.
  mutating func line(_ bytes: RawSpan) throws(PickleError) -> Range<Int> {
    guard let feed = bytes.extracting(first: end).firstOffset(of: UInt8(ascii: "\n"), from: index) else {
      throw failure(.truncated)
    }
    let range = index..<feed
    index = feed + 1
    return range
  }
}
