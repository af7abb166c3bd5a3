internal import Bytes

/// One element of a numpy array or scalar, or of a tensor.
enum PickleElement {
  case boolean(Bool)
  case integer(Int64)
  case natural(UInt64)
  case double(Double)

  /// The element at `offset`. Traps unless all of it is in `bytes`. Complex numbers give their real part, texts the code
  /// of their first character, objects their address.
  init(at offset: Int, _ type: PickleDataType, isBigEndian: Bool, in bytes: RawSpan) {
    var pattern: UInt64 = 0
    let size = min(type.size, 8)
    for number in 0..<size {
      let place = isBigEndian ? offset + number : offset + size - 1 - number
      pattern = pattern << 8 | UInt64(bytes.byte(at: place))
    }
    switch type {
    case .boolean: self = .boolean(pattern != 0)
    case .int8: self = .integer(Int64(Int8(truncatingIfNeeded: pattern)))
    case .int16: self = .integer(Int64(Int16(truncatingIfNeeded: pattern)))
    case .int32: self = .integer(Int64(Int32(truncatingIfNeeded: pattern)))
    case .int64: self = .integer(Int64(bitPattern: pattern))
    case .uint8, .uint16, .uint32, .uint64, .unicode, .character, .object: self = .natural(pattern)
    case .float16: self = .double(Double(Float16(bitPattern: UInt16(truncatingIfNeeded: pattern))))
    case .bfloat16: self = .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern) << 16)))
    case .float32, .complex64: self = .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern))))
    case .float64, .complex128: self = .double(Double(bitPattern: pattern))
    }
  }

  /// As the nearest double; a truth value as 0 or 1.
  var asDouble: Double {
    switch self {
    case .boolean(let value): value ? 1 : 0
    case .integer(let value): Double(value)
    case .natural(let value): Double(value)
    case .double(let value): value
    }
  }
}
