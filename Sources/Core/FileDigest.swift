/// A file of a release: its path below the release's directory, size and SHA-256.
public struct FileDigest: Sendable, Hashable {
  public var path: String
  public var bytes: Int
  /// Lower-case hexadecimal.
  public var sha256: String

  public init(path: String, bytes: Int, sha256: String) {
    self.path = path
    self.bytes = bytes
    self.sha256 = sha256
  }
}
