/// Where and why bytes are refused as a zip archive.
public struct ZipError: Error, Hashable, Sendable {
  /// The offset in the file.
  public let offset: Int
  /// The wording: lower case, no full stop, names quoted and cut.
  public let message: String

  init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }
}

extension ZipError: CustomStringConvertible {
  /// For example `byte 120: the member 'archive/data.pkl' is there twice`.
  public var description: String { "byte \(offset): \(message)" }
}
