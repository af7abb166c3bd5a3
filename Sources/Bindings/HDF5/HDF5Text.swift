internal import CHDF5
internal import Glibc

/// Texts as the library gives them, checked.
enum HDF5Text {
  /// A text that ends with a zero byte; none for a null pointer, as the library gives it for an empty one.
  @unsafe
  static func variable(
    _ pointer: UnsafePointer<CChar>?, limit: Int, _ subject: String
  ) throws(HDF5InputError) -> String {
    guard let pointer = unsafe pointer else { return "" }
    let length = unsafe strnlen(pointer, limit + 1)
    if length > limit {
      throw .refused(subject: subject, found: "a text of more than \(limit) bytes", expected: "at most that many")
    }
    let bytes = unsafe UnsafeRawBufferPointer(start: pointer, count: length)
    return try checked(unsafe String(validating: bytes, as: UTF8.self), subject)
  }

  /// A text of fixed length, without what pads it.
  static func fixed(_ bytes: ArraySlice<UInt8>, _ padding: H5T_str_t, _ subject: String) throws(HDF5InputError)
    -> String
  {
    var text = bytes.prefix { padding == H5T_STR_SPACEPAD || $0 != 0 }
    if padding == H5T_STR_SPACEPAD { while text.last == 0x20 { text.removeLast() } }
    return try checked(String(validating: text, as: UTF8.self), subject)
  }

  private static func checked(_ text: String?, _ subject: String) throws(HDF5InputError) -> String {
    guard let text else {
      throw .refused(subject: subject, found: "a text that is not UTF-8", expected: "UTF-8")
    }
    return text
  }
}
