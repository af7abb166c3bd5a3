/// What a file that nobody vouches for may ask for, all of it checked before anything is allocated.
public struct HDF5InputLimits: Sendable {
  /// Groups and datasets of a file.
  public var objects = 100_000
  /// Groups within one another.
  public var depth = 16
  /// Attributes of one object.
  public var attributes = 1024
  /// The bytes of one attribute, or of one text.
  public var textBytes = 1 << 20
  /// The bytes of one chunk, decompressed.
  public var chunkBytes = 1 << 26
  /// The bytes of a dataset for each byte that is stored of it: deflate cannot shrink anything further.
  public var expansion = 1100
  /// The bytes of a dataset of which nothing is stored.
  public var unstoredBytes = 1 << 20
  /// The texts that are read at a time, in bytes.
  public var textBlockBytes = 1 << 26

  public init() {}
}
