/// What an unknown class or function was to make, kept when `PickleOptions.inert` asks for it. It was never looked up.
public struct PickleObject: Hashable, Sendable {
  /// Where the class or function is said to be: `nas_201_api.api`.
  public let module: String
  /// Its name: `ArchResults`.
  public let name: String
  /// A tuple.
  public let arguments: PickleValue
  /// What it was to be restored from, most often a dictionary of its attributes, or None.
  public let state: PickleValue
  /// The list or dictionary of what was put into it, or None.
  public let content: PickleValue
}
