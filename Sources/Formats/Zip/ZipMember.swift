/// One file of a zip archive, as its directory describes it.
public struct ZipMember: Hashable, Sendable {
  /// How the content is stored.
  public enum Method: UInt16, Sendable {
    case stored = 0
    case deflated = 8
  }

  /// The path in the archive; UTF-8 that holds no zero byte.
  public let name: String
  public let method: Method
  /// The checksum of the content.
  public let checksum: UInt32
  /// The size of the content in bytes, as declared.
  public let size: Int
  /// Where the stored or compressed content stands in the file.
  public let range: Range<Int>
}
