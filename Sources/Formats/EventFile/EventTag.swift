/// The name of a series, and the plug-in of TensorBoard that shows it.
public struct EventTag: Sendable, Hashable {
  public let name: String
  /// As the metadata of the tag's first value state it (later values have none); nil without metadata.
  public internal(set) var plugin: String?
}
