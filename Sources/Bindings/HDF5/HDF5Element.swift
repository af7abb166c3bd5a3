internal import CHDF5

/// A number that a dataset or an attribute can hold.
public protocol HDF5Element: BitwiseCopyable, Sendable {
  static var elementType: HDF5ElementType { get }
}

extension Double: HDF5Element {
  public static var elementType: HDF5ElementType { .float64 }
}
extension Int64: HDF5Element {
  public static var elementType: HDF5ElementType { .int64 }
}
extension Int32: HDF5Element {
  public static var elementType: HDF5ElementType { .int32 }
}
extension UInt8: HDF5Element {
  public static var elementType: HDF5ElementType { .uint8 }
}

/// The types of numbers in a file, little-endian.
public enum HDF5ElementType: Sendable {
  case float64, int64, int32, uint8

  /// The number of bytes of one element.
  public var size: Int {
    switch self {
    case .float64, .int64: 8
    case .int32: 4
    case .uint8: 1
    }
  }

  /// The type in the file.
  var stored: hid_t {
    switch self {
    case .float64: cellar_h5t_file_float64()
    case .int64: cellar_h5t_file_int64()
    case .int32: cellar_h5t_file_int32()
    case .uint8: cellar_h5t_file_uint8()
    }
  }

  /// The type in memory.
  var native: hid_t {
    switch self {
    case .float64: cellar_h5t_float64()
    case .int64: cellar_h5t_int64()
    case .int32: cellar_h5t_int32()
    case .uint8: cellar_h5t_uint8()
    }
  }
}
