/// The name of a way to write an architecture, such as `naslib`.
public struct NotationName: NameSet {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The normalized encoding of Cellar.
  public static let own: NotationName = "encoding"
}
