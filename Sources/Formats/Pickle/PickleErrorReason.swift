/// Why a file is refused as a pickle or a torch file.
public enum PickleErrorReason: Hashable, Sendable {
  case empty
  case tooLarge(limit: Int)
  /// The stream ends inside an opcode, or without STOP.
  case truncated
  /// What follows has a length that the stream does not have.
  case lengthBeyondEnd(declared: UInt64, available: Int)
  case unsupportedProtocol(Int)
  case unknownOpcode(UInt8)
  /// An opcode that asks for what a file cannot give: extension codes, out-of-band buffers, foreign persistent ids.
  case refusedOpcode(String, String)
  case stackUnderflow(String)
  case missingMark(String)
  case markLeft
  case valuesLeft(Int)
  case trailingData(Int)
  case missingMemo(UInt64)
  case badNumber(String)
  case badText(String)
  case oddItems
  case tooDeep(limit: Int)
  case tooManyMarks(limit: Int)
  case tooMuchMemory(limit: Int)
  case tooMuchWork
  case cycle
  case unhashableKey(String)
  case globalNotAllowed(module: String, name: String)
  /// A value where the opcode or the constructor needs another.
  case unexpected(String, expected: String)
  case archive(String)
  case storage(key: String, String)
  case byteOrder(String)

  /// The wording: lower case, no full stop, values quoted and cut, control characters escaped.
  public var message: String {
    switch self {
    case .empty: "expected a pickle, not an empty file"
    case .tooLarge(let limit): "larger than the limit of \(limit) bytes"
    case .truncated: "truncated: the stream ends inside an opcode or without STOP"
    case .lengthBeyondEnd(let declared, let available):
      "truncated: \(declared) bytes are declared, \(available) are left"
    case .unsupportedProtocol(let number): "unsupported protocol \(number); expected 0 to 5"
    case .unknownOpcode(let code): "unknown opcode 0x\(Self.hexadecimal(code))"
    case .refusedOpcode(let name, let why): "\(name) is refused: \(why)"
    case .stackUnderflow(let name): "\(name) needs more values than there are"
    case .missingMark(let name): "\(name) without MARK"
    case .markLeft: "a MARK is left at STOP"
    case .valuesLeft(let count): "expected one value at STOP, not \(count)"
    case .trailingData(let count): "expected nothing behind the last STOP; \(count) bytes follow"
    case .missingMemo(let index): "nothing was memoized as \(index)"
    case .badNumber(let what): what
    case .badText(let what): what
    case .oddItems: "a key without a value"
    case .tooDeep(let limit): "more than \(limit) values within one another"
    case .tooManyMarks(let limit): "more than \(limit) MARKs within one another"
    case .tooMuchMemory(let limit): "the values need more than \(limit) bytes of memory"
    case .tooMuchWork: "the same long values are used too often"
    case .cycle: "a value contains itself"
    case .unhashableKey(let what): "expected a key that can be hashed, not \(what)"
    case .globalNotAllowed(let module, let name):
      "the global '\(MessageText.shown(module)) \(MessageText.shown(name))' is not allowed"
    case .unexpected(let found, let expected): "expected \(expected), not \(found)"
    case .archive(let what): what
    case .storage(let key, let what): "storage '\(MessageText.shown(key))': \(what)"
    case .byteOrder(let order): "the byte order of the tensors is '\(MessageText.shown(order))'; expected 'little'"
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
