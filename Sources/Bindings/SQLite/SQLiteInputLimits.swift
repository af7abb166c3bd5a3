/// What a database that nobody vouches for may cost.
public struct SQLiteInputLimits: Sendable {
  /// Bytes of the longest text or blob, and of the longest row.
  public var length = 1 << 24
  /// Columns of a table.
  public var columns = 2000
  /// Seconds for all statements together, beside those for the size of the file.
  public var seconds = 4
  /// Bytes of the file for each further second.
  public var bytesPerSecond = 1 << 20

  public init() {}

  /// Seconds for a file of `size` bytes.
  func seconds(forSize size: Int) -> Int { min(3600, seconds + size / max(1, bytesPerSecond)) }
}
