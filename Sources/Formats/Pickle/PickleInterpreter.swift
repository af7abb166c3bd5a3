internal import Bytes

/// A machine that runs the opcodes of one pickle after another, and makes nothing but plain data.
///
/// The bytes handed to its methods are the whole source; a pickle starts at `index` and may not go beyond `end`.
struct PickleInterpreter: ~Copyable {
  let options: PickleOptions
  /// Where the stream ends.
  let end: Int
  /// The offset of the next opcode.
  var index: Int
  /// Where the opcode that is being run stands, for messages.
  var current: Int
  /// The slices of the records.
  var arena: [UInt64] = []
  var records: [PickleRecord] = []
  var stack: [UInt64] = []
  /// The heights of the stack at the open MARKs.
  var marks: [Int] = []
  var memo = PickleMemo()
  /// Whether persistent ids name torch storages.
  var allowsStorages = false
  /// The records of the storages that were named.
  var storages: [Int] = []
  /// Whether a record grew after it became part of another, so that depths say nothing.
  var needsGraphCheck = false
  /// The highest protocol that a PROTO opcode named.
  private(set) var protocolNumber = 0
  /// How many values the arena and the stack together may hold, and how many records there may be.
  private let maximumValues: Int
  private let maximumRecords: Int
  private let maximumMemory: Int
  let maximumDepth: UInt32
  private let maximumMarks: Int
  /// How many bytes may still be read a second time.
  private var work: Int

  init(range: Range<Int>, options: PickleOptions) {
    self.options = options
    end = range.upperBound
    index = range.lowerBound
    current = index
    maximumMemory = min(options.maximumMemory, PickleOptions.memoryBudget(forSize: range.count))
    maximumValues = min(maximumMemory / 8, Int(UInt32.max))
    maximumRecords = maximumMemory / MemoryLayout<PickleRecord>.stride
    maximumDepth = UInt32(max(1, min(options.maximumDepth, PickleOptions.depthCeiling)))
    maximumMarks = 2 * Int(maximumDepth) + 16
    work = PickleOptions.workBudget(forSize: range.count)
  }

  /// Makes room for what a stream of that size usually holds. Memory that stays unused is never touched.
  mutating func reserve() {
    let size = end - index
    guard size > 1 << 16 else { return }
    arena.reserveCapacity(size / 8)
    records.reserveCapacity(size / 180)
    stack.reserveCapacity(1 << 16)
  }

  /// Runs the pickle that starts at `index`; returns its value and leaves `index` behind its STOP.
  mutating func run(_ bytes: RawSpan) throws(PickleError) -> PickleValue {
    stack.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
    memo.removeAll()
    while true {
      current = index
      guard index < end else { throw failure(.truncated) }
      guard arena.count &+ stack.count < maximumValues else {
        throw failure(.tooMuchMemory(limit: maximumMemory))
      }
      let code = bytes.byte(at: index)
      index &+= 1
      // The opcodes that are most of a benchmark's file come first, in the order of how frequent they are.
      switch code {
      case 0x47:  // BINFLOAT
        try pushDoubles(bytes)
      case 0x4B:  // BININT1
        try need(1)
        push(integer: Int64(bytes.byte(at: index)))
        index &+= 1
      case 0x68:  // BINGET
        try need(1)
        try get(UInt64(bytes.byte(at: index)))
        index &+= 1
      case 0x6A:  // LONG_BINGET
        try need(4)
        try get(UInt64(bytes.halfWord(at: index)))
        index &+= 4
      case 0x71:  // BINPUT
        try need(1)
        try put(UInt64(bytes.byte(at: index)))
        index &+= 1
      case 0x72:  // LONG_BINPUT
        try need(4)
        try put(UInt64(bytes.halfWord(at: index)))
        index &+= 4
      case 0x94:  // MEMOIZE
        try put(UInt64(memo.count))
      case 0x28:  // MARK
        guard marks.count < maximumMarks else { throw failure(.tooManyMarks(limit: maximumMarks)) }
        marks.append(stack.count)
      case 0x5D: try pushEmpty(.list)
      case 0x7D: try pushEmpty(.dictionary)
      case 0x65: try append(from: try mark("APPENDS"))
      case 0x75: try setItems(from: try mark("SETITEMS"))
      case 0x58:  // BINUNICODE
        try need(4)
        try pushText(bytes, length: UInt64(bytes.halfWord(at: index)), lengthSize: 4)
      case 0x8C:  // SHORT_BINUNICODE
        try need(1)
        try pushText(bytes, length: UInt64(bytes.byte(at: index)), lengthSize: 1)
      case 0x2E:  // STOP
        return try stop()
      default:
        try runRare(code, bytes)
      }
    }
  }

  private mutating func stop() throws(PickleError) -> PickleValue {
    guard marks.isEmpty else { throw failure(.markLeft) }
    guard let bits = stack.popLast() else { throw failure(.stackUnderflow("STOP")) }
    guard stack.isEmpty else { throw failure(.valuesLeft(stack.count + 1)) }
    return PickleValue(bits: bits)
  }

  func failure(_ reason: PickleErrorReason) -> PickleError { PickleError(reason, at: current) }

  /// Checks that so many bytes are left.
  @inline(__always)
  func need(_ count: Int) throws(PickleError) {
    if end &- index < count { throw failure(.truncated) }
  }

  @inline(__always)
  mutating func push(_ value: PickleValue) { stack.append(value.bits) }

  @inline(__always)
  mutating func push(integer: Int64) { stack.append(PickleValue(.integer, UInt64(bitPattern: integer)).bits) }

  /// The height of the stack below which the current MARK forbids to go.
  @inline(__always)
  var floor: Int { marks.last ?? 0 }

  @inline(__always)
  mutating func pop(_ name: String) throws(PickleError) -> PickleValue {
    guard stack.count > floor else { throw failure(.stackUnderflow(name)) }
    return PickleValue(bits: stack.removeLast())
  }

  /// Removes the last MARK; returns the height of the stack at it.
  @inline(__always)
  mutating func mark(_ name: String) throws(PickleError) -> Int {
    guard let height = marks.popLast() else { throw failure(.missingMark(name)) }
    return height
  }

  @inline(__always)
  mutating func get(_ index: UInt64) throws(PickleError) {
    guard let value = memo[index] else { throw failure(.missingMemo(index)) }
    push(value)
  }

  @inline(__always)
  mutating func put(_ index: UInt64) throws(PickleError) {
    guard stack.count > floor else { throw failure(.stackUnderflow("PUT")) }
    memo.set(PickleValue(bits: stack[stack.count &- 1]), at: index)
  }

  /// A new record; its slice is what the caller has put at the end of the arena.
  @inline(__always)
  mutating func makeRecord(_ kind: PickleKind, start: Int, count: Int) throws(PickleError) -> Int {
    guard records.count < maximumRecords else { throw failure(.tooMuchMemory(limit: maximumMemory)) }
    records.append(PickleRecord(kind, offset: current, start: start, count: count))
    return records.count &- 1
  }

  /// Takes `count` bytes that are read a second time from what may be.
  mutating func charge(_ count: Int) throws(PickleError) {
    work -= count
    if work < 0 { throw failure(.tooMuchWork) }
  }

  mutating func noteProtocol(_ number: Int) throws(PickleError) {
    guard number <= 5 else { throw failure(.unsupportedProtocol(number)) }
    protocolNumber = max(protocolNumber, number)
  }
}

extension PickleInterpreter {
  /// Gives up the machine for its tables.
  consuming func takeTables() -> (arena: [UInt64], records: [PickleRecord]) { (arena, records) }

  /// The type of the elements of a storage, from the slice of its record.
  func storedType(_ parts: [PickleValue]) -> PickleDataType? {
    guard let number = parts.first?.smallInteger else { return nil }
    return PickleDataType(rawValue: UInt8(truncatingIfNeeded: number))
  }
}
