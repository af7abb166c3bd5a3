/// A `SessionLog` of status START: whatever was written before for this step or a later one is void.
public struct EventSessionStart: Sendable, Hashable {
  /// The number of the event in its file, from 0.
  public let event: Int
  public let step: Int64
}
