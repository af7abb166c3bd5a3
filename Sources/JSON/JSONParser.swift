internal import Bytes

/// The state of parsing one document into slots.
///
/// The bytes handed to its methods are padded: `count` bytes of document, then `ByteBuffer.padding` zeros.
struct JSONParser: ~Copyable {
  private static let noContainer: UInt64 = 0xFFFF_FFFF

  private var slots: [JSONSlot]
  private let count: Int
  private let allowsNonFinite: Bool
  private let maximumDepth: Int
  private var depth = 0
  /// The slot of the innermost open container, and how many values it has so far.
  private var container = JSONParser.noContainer
  private var valueCount: UInt64 = 0
  private var isInObject = false

  init(slots: consuming [JSONSlot], count: Int, options: JSONOptions) {
    self.slots = slots
    self.count = count
    allowsNonFinite = options.allowsNonFinite
    maximumDepth = min(options.maximumDepth, JSONOptions.depthCeiling)
  }

  /// The slots, for the tape to keep; valid after a `parse` that did not throw.
  consuming func takeSlots() -> [JSONSlot] { slots }

  /// Parses the document.
  mutating func parse(_ bytes: RawSpan) throws(JSONError) {
    var index = bytes.offsetAfterPaddedWhitespace(from: 0)
    if index >= count { throw JSONError(.emptyDocument, at: count) }
    if index == 0 && bytes.starts(with: "\u{FEFF}", at: 0) { throw JSONError(.byteOrderMark, at: 0) }
    while true {
      // A value starts at `index`.
      let byte = bytes.byte(at: index)
      if byte == UInt8(ascii: "\"") {
        index = try parseString(bytes, index)
      } else if byte &- 0x30 <= 9 || byte == UInt8(ascii: "-") {
        index = try parseNumber(bytes, index)
      } else if byte == UInt8(ascii: "{") {
        try open(.object, index)
        index = bytes.offsetAfterPaddedWhitespace(from: index + 1)
        if bytes.byte(at: index) != UInt8(ascii: "}") {
          index = try parseKey(bytes, index, orElse: .expectedKeyOrEnd)
          continue
        }
        close(index)
        index += 1
      } else if byte == UInt8(ascii: "[") {
        try open(.array, index)
        index = bytes.offsetAfterPaddedWhitespace(from: index + 1)
        if bytes.byte(at: index) != UInt8(ascii: "]") {
          valueCount = 1
          continue
        }
        close(index)
        index += 1
      } else {
        index = try parseWord(bytes, index)
      }
      // A value has ended at `index`.
      while true {
        if container == Self.noContainer { return try checkEnd(bytes, index) }
        if bytes.byte(at: index) != UInt8(ascii: ",") { index = bytes.offsetAfterPaddedWhitespace(from: index) }
        let byte = bytes.byte(at: index)
        if byte == UInt8(ascii: ",") {
          index = bytes.offsetAfterPaddedWhitespace(from: index + 1)
          if isInObject {
            index = try parseKey(bytes, index, orElse: .expectedKey)
          } else {
            valueCount &+= 1
          }
          break
        }
        guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw failure(isInObject ? .expectedCommaOrObjectEnd : .expectedCommaOrArrayEnd, at: index)
        }
        close(index)
        index += 1
      }
    }
  }

  /// Parses a key and its colon; returns the offset of the value.
  @inline(__always)
  private mutating func parseKey(
    _ bytes: RawSpan, _ start: Int, orElse reason: JSONErrorReason
  ) throws(JSONError) -> Int {
    guard bytes.byte(at: start) == UInt8(ascii: "\"") else { throw failure(reason, at: start) }
    valueCount &+= 1
    var index = try parseString(bytes, start)
    if bytes.byte(at: index) != UInt8(ascii: ":") { index = bytes.offsetAfterPaddedWhitespace(from: index) }
    guard bytes.byte(at: index) == UInt8(ascii: ":") else { throw failure(.expectedColon, at: index) }
    return bytes.offsetAfterPaddedWhitespace(from: index + 1)
  }

  /// Parses the string whose quote is at `start`; returns the offset behind it.
  @inline(__always)
  private mutating func parseString(_ bytes: RawSpan, _ start: Int) throws(JSONError) -> Int {
    let end = bytes.offsetOfStringSpecial(from: start + 1)
    guard bytes.byte(at: end) == UInt8(ascii: "\"") else { return try parseUnusualString(bytes, start, end) }
    slots.append(JSONSlot(.string, offset: start, payload: UInt64(truncatingIfNeeded: end &- start &- 1)))
    return end + 1
  }

  /// The same for a string with an escape or a character beyond ASCII at `special`.
  @inline(never)
  private mutating func parseUnusualString(
    _ bytes: RawSpan, _ start: Int, _ special: Int
  ) throws(JSONError) -> Int {
    var index = special
    var flags: UInt64 = 0
    while true {
      let byte = bytes.byte(at: index)
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        flags = JSONSlot.escapedFlag
        index = try checkEscape(bytes, index)
      } else if byte < 0x20 {
        throw failure(.controlCharacter, at: index)
      } else {
        let length = bytes.utf8SequenceLength(at: index)
        guard length > 0, index + length <= count else { throw JSONError(.invalidUTF8, at: index) }
        index += length
      }
      index = bytes.offsetOfStringSpecial(from: index)
    }
    slots.append(JSONSlot(.string, offset: start, payload: UInt64(index - start - 1), flags: flags))
    return index + 1
  }

  /// Checks the escape whose backslash is at `start`; returns the offset behind it.
  private func checkEscape(_ bytes: RawSpan, _ start: Int) throws(JSONError) -> Int {
    switch bytes.byte(at: start + 1) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u"):
      for index in start + 2..<start + 6 where hexadecimalValue(bytes.byte(at: index)) == nil {
        throw failure(.invalidUnicodeEscape, at: index)
      }
      return start + 6
    default:
      throw failure(.invalidEscape, at: start + 1)
    }
  }

  @inline(__always)
  private mutating func parseNumber(_ bytes: RawSpan, _ start: Int) throws(JSONError) -> Int {
    let number = bytes.scanNumber(at: start)
    switch number.kind {
    case .double:
      slots.append(JSONSlot(number: .double, offset: start, end: number.end, payload: number.bits))
    case .integer:
      slots.append(JSONSlot(number: .integer, offset: start, end: number.end, payload: number.bits))
    case .bigInteger:
      slots.append(JSONSlot(number: .bigInteger, offset: start, end: number.end, payload: 0))
    case .overflow:
      slots.append(
        JSONSlot(
          number: .double, offset: start, end: number.end, payload: number.bits, flags: JSONSlot.overflowFlag))
    case .none:
      if bytes.starts(with: "-Infinity", at: start) { return try parseNonFinite(-.infinity, start, length: 9) }
      throw failure(.invalidNumber, at: number.end)
    }
    return number.end
  }

  /// Parses `true`, `false`, `null` and, if allowed, `NaN` and `Infinity`.
  private mutating func parseWord(_ bytes: RawSpan, _ start: Int) throws(JSONError) -> Int {
    switch bytes.byte(at: start) {
    case UInt8(ascii: "t") where bytes.starts(with: "true", at: start):
      slots.append(JSONSlot(.true, offset: start))
      return start + 4
    case UInt8(ascii: "f") where bytes.starts(with: "false", at: start):
      slots.append(JSONSlot(.false, offset: start))
      return start + 5
    case UInt8(ascii: "n") where bytes.starts(with: "null", at: start):
      slots.append(JSONSlot(.null, offset: start))
      return start + 4
    case UInt8(ascii: "N") where bytes.starts(with: "NaN", at: start):
      return try parseNonFinite(.nan, start, length: 3)
    case UInt8(ascii: "I") where bytes.starts(with: "Infinity", at: start):
      return try parseNonFinite(.infinity, start, length: 8)
    default:
      throw failure(.expectedValue, at: start)
    }
  }

  private mutating func parseNonFinite(_ value: Double, _ start: Int, length: Int) throws(JSONError) -> Int {
    guard allowsNonFinite else { throw JSONError(.nonFiniteNumber, at: start) }
    slots.append(JSONSlot(number: .double, offset: start, end: start + length, payload: value.bitPattern))
    return start + length
  }

  @inline(__always)
  private mutating func open(_ kind: JSONKind, _ offset: Int) throws(JSONError) {
    guard depth < maximumDepth else { throw JSONError(.tooDeep, at: offset) }
    depth &+= 1
    let slot = UInt64(truncatingIfNeeded: slots.count)
    slots.append(JSONSlot(kind, offset: offset, payload: container << 32 | valueCount))
    container = slot
    valueCount = 0
    isInObject = kind == .object
  }

  /// Closes the innermost container, whose closing bracket is at `offset`.
  @inline(__always)
  private mutating func close(_ offset: Int) {
    let start = Int(truncatingIfNeeded: container)
    let around = slots[start].payload
    let end = UInt64(truncatingIfNeeded: slots.count)
    slots[start].payload = end << 32 | valueCount
    slots.append(JSONSlot(.null, offset: offset, payload: container))
    depth &-= 1
    container = around >> 32
    valueCount = around & 0xFFFF_FFFF
    isInObject = container != Self.noContainer && slots[Int(truncatingIfNeeded: container)].kind == .object
  }

  private func checkEnd(_ bytes: RawSpan, _ index: Int) throws(JSONError) {
    let end = bytes.offsetAfterPaddedWhitespace(from: index)
    if end < count { throw JSONError(.trailingContent, at: end) }
  }

  /// The error at `offset`, or that of a document that ends there.
  private func failure(_ reason: JSONErrorReason, at offset: Int) -> JSONError {
    offset >= count ? JSONError(.unexpectedEnd, at: count) : JSONError(reason, at: offset)
  }
}

/// The value of a hexadecimal digit.
@inline(__always)
func hexadecimalValue(_ byte: UInt8) -> UInt16? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
