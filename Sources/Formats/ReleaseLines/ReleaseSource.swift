/// A file that a run of a release came from.
public struct ReleaseSource: Sendable, Hashable {
  /// Label of the input, slash and path below it.
  public var path: String
  /// Lower-case hexadecimal, nil where the file could not be read whole.
  public var sha256: String?
  /// JSON pointer, empty for the whole file.
  public var pointer: String

  public init(path: String, sha256: String?, pointer: String) {
    self.path = path
    self.sha256 = sha256
    self.pointer = pointer
  }
}
