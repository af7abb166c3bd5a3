/// The type of the elements of a numpy array or of a torch storage.
public enum PickleDataType: UInt8, CaseIterable, Sendable {
  case boolean
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float16, bfloat16, float32, float64
  case complex64, complex128

  /// The size of one element in bytes.
  public var size: Int {
    switch self {
    case .boolean, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64, .complex64: 8
    case .complex128: 16
    }
  }

  /// numpy's and torch's name: `float32`.
  public var name: String { self == .boolean ? "bool" : "\(self)" }

  /// The type of numpy's code without byte order, as `f8`; nil for what is not numeric or not known.
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
    default: return nil
    }
  }
}
