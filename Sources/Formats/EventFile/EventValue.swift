/// One value of one summary.
public struct EventValue: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    /// A `simple_value`, or a tensor of one number that belongs to no other plug-in than `scalars`. What was written
    /// in 16 or 32 bits is exact; integers beyond 2⁵³ are rounded.
    case scalar(Double)
    case tensor
    case histogram
    case image
    case audio
    /// A value that says nothing but its metadata.
    case nothing
  }

  /// The number of the event in its file, from 0.
  public let event: Int
  public let step: Int64
  /// Seconds since 1970 when it was written.
  public let wallTime: Double
  /// The index of its tag in `EventFile.tags`.
  public let tag: Int
  public let content: Content
}
