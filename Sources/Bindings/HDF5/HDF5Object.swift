internal import CHDF5

/// Something in a file that attributes can describe: a group or a dataset.
public protocol HDF5Object: Sendable {
  var handle: HDF5Handle { get }
}

extension HDF5Object {
  /// Adds an attribute that holds one UTF-8 text of variable length.
  public func setAttribute(_ name: String, _ text: String) throws(HDF5Error) {
    let type = try HDF5Handle.textType(handle.subject)
    try unsafe withCStrings([text]) { (pointers: UnsafePointer<UnsafePointer<CChar>>) throws(HDF5Error) in
      try unsafe writeAttribute(name, type.id, type.id, UnsafeRawPointer(pointers))
    }
  }

  /// Adds an attribute that holds one number.
  public func setAttribute<Element: HDF5Element>(_ name: String, _ value: Element) throws(HDF5Error) {
    let type = Element.elementType
    try unsafe withUnsafePointer(to: value) { (pointer) throws(HDF5Error) in
      try unsafe writeAttribute(name, type.stored, type.native, UnsafeRawPointer(pointer))
    }
  }

  @unsafe private func writeAttribute(
    _ name: String, _ stored: hid_t, _ native: hid_t, _ value: UnsafeRawPointer
  ) throws(HDF5Error) {
    let subject = "\(handle.subject)@\(name)"
    let space = try HDF5Handle.space([], subject)
    let id = try checked("H5Acreate2", subject) {
      unsafe H5Acreate2(handle.id, name, stored, space.id, cellar_h5p_default(), cellar_h5p_default())
    }
    let attribute = HDF5Handle(id, subject) { H5Aclose($0) }
    try checked("H5Awrite", subject) { unsafe H5Awrite(attribute.id, native, value) }
  }
}
