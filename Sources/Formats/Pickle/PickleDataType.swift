/// The type of the elements of a numpy array or of a torch storage.
public enum PickleDataType: UInt8, CaseIterable, Sendable {
  case boolean
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float16, bfloat16, float32, float64
  case complex64, complex128
  /// Characters of texts: of 32 bits, and bytes.
  case unicode, character
  /// Any values of the pickle, of an array: they stand in a list, not in bytes.
  case object

  /// The size of one element in bytes, of one character for texts, of an address for objects.
  public var size: Int {
    switch self {
    case .boolean, .int8, .uint8, .character: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32, .unicode: 4
    case .int64, .uint64, .float64, .complex64, .object: 8
    case .complex128: 16
    }
  }

  /// numpy's and torch's name: `float32`.
  public var name: String {
    switch self {
    case .boolean: "bool"
    case .unicode: "str"
    case .character: "bytes"
    default: "\(self)"
    }
  }

  /// Whether an element is one number or truth value.
  public var isNumber: Bool {
    switch self {
    case .complex64, .complex128, .unicode, .character, .object: false
    default: true
    }
  }

  /// The longest text of an array, in characters.
  private static let longestText = 1 << 20

  /// The type of numpy's code without byte order, as `f8`, and the characters of its texts; nil for what is not known.
  static func ofNumpy(_ code: [UInt8]) -> (type: PickleDataType, width: Int)? {
    if let type = PickleDataType(numpyCode: code) { return (type, 1) }
    guard let first = code.first, let type = [UInt8(ascii: "U"): unicode, UInt8(ascii: "S"): character][first],
      let width = Int(String(decoding: code.dropFirst(), as: UTF8.self)), (0...longestText).contains(width)
    else { return nil }
    return (type, width)
  }

  /// The type of numpy's code without byte order, as `f8`; nil for texts and what is not known.
  init?(numpyCode code: [UInt8]) {
    switch String(decoding: code, as: UTF8.self) {
    case "b1", "?": self = .boolean
    case "i1": self = .int8
    case "i2": self = .int16
    case "i4": self = .int32
    case "i8": self = .int64
    case "u1": self = .uint8
    case "u2": self = .uint16
    case "u4": self = .uint32
    case "u8": self = .uint64
    case "f2": self = .float16
    case "f4": self = .float32
    case "f8": self = .float64
    case "c8": self = .complex64
    case "c16": self = .complex128
    case "O", "O4", "O8": self = .object
    default: return nil
    }
  }
}
