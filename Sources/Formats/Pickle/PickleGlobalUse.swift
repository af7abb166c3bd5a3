/// A class or function that a pickle names.
public struct PickleGlobalUse: Hashable, Sendable {
  public let module: String
  public let name: String
  /// Where it is named first, in the pickle (for a stream of several pickles: in the file).
  public let offset: Int
  /// How many opcodes name it.
  public internal(set) var count: Int
  /// Whether a reader that is not `inert` takes it.
  public let isAllowed: Bool
}
