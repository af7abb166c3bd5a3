/// What a document may be.
public struct JSONOptions: Hashable, Sendable {
  /// The depth that `maximumDepth` cannot exceed: trees of `JSONNode` are walked recursively.
  public static let depthCeiling = 2048

  /// Whether bare `NaN`, `Infinity` and `-Infinity` are numbers.
  public var allowsNonFinite: Bool
  /// How many arrays and objects may lie within one another; held to `depthCeiling`.
  public var maximumDepth: Int
  /// The size of the longest document, in bytes; held below 4 GiB.
  public var maximumSize: Int

  public init(allowsNonFinite: Bool = false, maximumDepth: Int = 512, maximumSize: Int = 1 << 30) {
    self.allowsNonFinite = allowsNonFinite
    self.maximumDepth = maximumDepth
    self.maximumSize = maximumSize
  }

  /// RFC 8259.
  public static let strict = JSONOptions()
  /// What Python's `json.dump` writes: RFC 8259 and bare `NaN`, `Infinity`, `-Infinity`.
  public static let python = JSONOptions(allowsNonFinite: true)
}
