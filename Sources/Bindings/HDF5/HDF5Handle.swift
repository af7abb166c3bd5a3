internal import CHDF5

/// An identifier of the HDF5 library, released with the value.
///
/// Sendable, since the library of Debian serialises all calls by one lock (`HDF5File` checks that it does) and an
/// identifier never changes.
public final class HDF5Handle: Sendable {
  let id: hid_t
  /// What errors call it.
  let subject: String
  private let release: @Sendable (hid_t) -> herr_t

  init(_ id: hid_t, _ subject: String, release: @escaping @Sendable (hid_t) -> herr_t) {
    self.id = id
    self.subject = subject
    self.release = release
  }

  deinit { _ = release(id) }

  /// A new property list of the class `kind`.
  static func properties(_ kind: hid_t, _ subject: String) throws(HDF5Error) -> HDF5Handle {
    HDF5Handle(try checked("H5Pcreate", subject) { H5Pcreate(kind) }, subject) { H5Pclose($0) }
  }

  /// A scalar, for an empty `shape`, or an array; sizes may be 0.
  static func space(_ shape: [Int], _ subject: String) throws(HDF5Error) -> HDF5Handle {
    let sizes = shape.map(hsize_t.init)
    let id = try checked("H5Screate", subject) {
      unsafe shape.isEmpty ? H5Screate(H5S_SCALAR) : H5Screate_simple(Int32(sizes.count), sizes, nil)
    }
    return HDF5Handle(id, subject) { H5Sclose($0) }
  }

  /// The type of text: UTF-8 of variable length.
  static func textType(_ subject: String) throws(HDF5Error) -> HDF5Handle {
    let type = HDF5Handle(try checked("H5Tcopy", subject) { H5Tcopy(cellar_h5t_c_string()) }, subject) { H5Tclose($0) }
    try checked("H5Tset_size", subject) { H5Tset_size(type.id, cellar_h5t_variable()) }
    try checked("H5Tset_cset", subject) { H5Tset_cset(type.id, H5T_CSET_UTF8) }
    return type
  }
}
