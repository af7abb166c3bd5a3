internal import Bytes

/// Goes over the opcodes of one pickle after another, without a stack of values.
struct PickleScan {
  private let end: Int
  private let base: Int
  private(set) var index: Int
  private var counts = [Int](repeating: 0, count: 256)
  private var globals: [PickleGlobalUse] = []
  private var places: [String: Int] = [:]
  private(set) var hasUnknownGlobals = false
  private(set) var protocolNumber = 0
  /// The offsets of the opcodes of the last texts, for STACK_GLOBAL: two texts, memoized or not, stand in front of it.
  private var texts: [Int] = []
  /// By index: the offset of the opcode of a memoized text.
  private var memo: [UInt64: Int] = [:]
  private var memoCount: UInt64 = 0

  /// The most memoized texts that are kept; names of modules and classes come early.
  private static let maximumMemo = 1 << 16

  init(range: Range<Int>) {
    end = range.upperBound
    base = range.lowerBound
    index = base
  }

  var persistentCount: Int {
    counts[Int(PickleOpcode.binPersid.rawValue)] + counts[Int(PickleOpcode.persid.rawValue)]
  }

  var foundGlobals: [PickleGlobalUse] { globals }

  /// The opcodes that were met, the most frequent first.
  var opcodes: [(opcode: PickleOpcode, count: Int)] {
    PickleOpcode.allCases.map { ($0, counts[Int($0.rawValue)]) }.filter { $0.count > 0 }
      .sorted { ($1.count, $0.opcode.rawValue) < ($0.count, $1.opcode.rawValue) }
  }

  /// Goes to behind the next STOP.
  mutating func scanOne(_ bytes: RawSpan) throws(PickleError) {
    memo.removeAll()
    memoCount = 0
    texts.removeAll()
    while true {
      let start = index
      guard start < end else { throw PickleError(.truncated, at: start - base) }
      guard let opcode = PickleOpcode(rawValue: bytes.byte(at: start)) else {
        throw PickleError(.unknownOpcode(bytes.byte(at: start)), at: start - base)
      }
      index += 1
      counts[Int(opcode.rawValue)] += 1
      try skipArgument(opcode.argument, bytes, start)
      switch opcode {
      case .stop: return
      case .proto: protocolNumber = max(protocolNumber, Int(bytes.byte(at: start + 1)))
      case .shortBinUnicode, .binUnicode, .binUnicode8, .unicode, .string, .binString, .shortBinString: noteText(start)
      case .memoize: remember(memoCount)
      case .binPut: remember(UInt64(bytes.byte(at: start + 1)))
      case .longBinPut: remember(UInt64(bytes.halfWord(at: start + 1)))
      case .binGet: recall(UInt64(bytes.byte(at: start + 1)))
      case .longBinGet: recall(UInt64(bytes.halfWord(at: start + 1)))
      case .global, .inst:
        var offset = start + 1
        let module = bytes.nextLine(at: &offset) ?? start..<start
        let name = bytes.nextLine(at: &offset) ?? start..<start
        note(shown(module, bytes), shown(name, bytes), start)
        texts.removeAll()
      case .stackGlobal:
        if texts.count == 2 {
          note(text(texts[0], bytes), text(texts[1], bytes), start)
        } else {
          hasUnknownGlobals = true
        }
        texts.removeAll()
      default: texts.removeAll()
      }
    }
  }

  private mutating func skipArgument(
    _ argument: PickleOpcode.Argument, _ bytes: RawSpan, _ start: Int
  ) throws(PickleError) {
    switch argument {
    case .fixed(let size):
      guard size <= end - index else { throw PickleError(.truncated, at: start - base) }
      index += size
    case .lines(let count):
      for _ in 0..<count {
        guard let feed = bytes.extracting(first: end).firstOffset(of: UInt8(ascii: "\n"), from: index) else {
          throw PickleError(.truncated, at: start - base)
        }
        index = feed + 1
      }
    case .counted(let size):
      guard size <= end - index else { throw PickleError(.truncated, at: start - base) }
      let length =
        size == 8
        ? bytes.word(at: index) : size == 4 ? UInt64(bytes.halfWord(at: index)) : UInt64(bytes.byte(at: index))
      index += size
      guard length <= UInt64(end - index) else {
        throw PickleError(.lengthBeyondEnd(declared: length, available: end - index), at: start - base)
      }
      index += Int(length)
    }
  }

  private mutating func noteText(_ offset: Int) {
    if texts.count == 2 { texts.removeFirst() }
    texts.append(offset)
  }

  private mutating func remember(_ key: UInt64) {
    memoCount += 1
    guard let last = texts.last else {
      memo[key] = nil
      return
    }
    if memo.count < Self.maximumMemo { memo[key] = last }
  }

  private mutating func recall(_ key: UInt64) {
    if let offset = memo[key] { noteText(offset) } else { texts.removeAll() }
  }

  private mutating func note(_ module: String, _ name: String, _ offset: Int) {
    let key = "\(module)\n\(name)"
    if let place = places[key] {
      globals[place].count += 1
    } else if globals.count < PickleInspection.maximumGlobals {
      places[key] = globals.count
      globals.append(
        PickleGlobalUse(
          module: module, name: name, offset: offset - base, count: 1,
          isAllowed: PickleGlobal(module: module, name: name) != nil))
    }
  }

  private func text(_ offset: Int, _ bytes: RawSpan) -> String {
    shown(PickleText.stored(at: offset, in: bytes).range, bytes)
  }

  /// A name, cut at 1024 bytes.
  private func shown(_ range: Range<Int>, _ bytes: RawSpan) -> String { bytes.string(range.prefix(1024)) }
}
