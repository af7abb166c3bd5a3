internal import CHDF5

/// The type of the elements of a dataset or attribute.
struct HDF5InputType: Sendable {
  enum Kind: Sendable, Hashable {
    /// Whole numbers of at most 64 bits; enumerations, such as the booleans of h5py, by their numbers.
    case integer
    /// Floating-point numbers of at most 64 bits.
    case float
    /// Texts, all of `size` bytes, or of variable length.
    case text(size: Int?)
    case other
  }

  let handle: HDF5Handle
  let kind: Kind
  /// Bytes of one element as it is stored.
  let size: Int
  let padding: H5T_str_t

  init(_ handle: HDF5Handle) throws(HDF5InputError) {
    self.handle = handle
    let size = H5Tget_size(handle.id)
    guard size > 0, size <= 1 << 30 else {
      throw .refused(subject: handle.subject, found: "elements of \(size) bytes", expected: "1 byte to 1 GiB")
    }
    self.size = Int(size)
    var padding = H5T_STR_NULLTERM
    switch H5Tget_class(handle.id) {
    case H5T_INTEGER, H5T_ENUM: kind = size <= 8 ? .integer : .other
    case H5T_FLOAT: kind = size <= 8 ? .float : .other
    case H5T_STRING:
      let isVariable = try checkedInput("H5Tis_variable_str", handle.subject) { H5Tis_variable_str(handle.id) } > 0
      kind = .text(size: isVariable ? nil : Int(size))
      padding = H5Tget_strpad(handle.id)
    default: kind = .other
    }
    self.padding = padding
  }
}
