/// An event or value that was passed over, its frame and checksums being right.
public struct EventProblem: Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// The event is no `Event` message.
    case message(ProtobufError)
    /// The tag is not UTF-8.
    case tag
    /// The tensor is of the plug-in `scalars` and holds no number, or its parts contradict each other.
    case tensor(tag: String)
  }

  public let reason: Reason
  /// The number of the event in its file, from 0.
  public let event: Int
  /// The offset in the file.
  public let offset: Int

  public var description: String {
    let what =
      switch reason {
      case .message(let error): "no Event message: \(error)"
      case .tag: "a tag that is not UTF-8"
      case .tensor(let tag): "no number in a scalar of '\(tag)'"
      }
    return "byte \(offset): event \(event): \(what)"
  }
}
