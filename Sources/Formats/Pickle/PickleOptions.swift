/// What a pickle may be.
public struct PickleOptions: Hashable, Sendable {
  /// The depth that `maximumDepth` cannot exceed: values are walked recursively.
  public static let depthCeiling = 1024
  /// The most decimal digits of a whole number, as in Python.
  public static let maximumDigits = 4300

  /// Whether globals that are not allowed are kept by name, and what is made with them as an opaque object, instead of
  /// being refused. Nothing is ever looked up or called.
  public var inert: Bool
  /// How many lists, tuples, dictionaries … may lie within one another; held to `depthCeiling`.
  public var maximumDepth: Int
  /// The size of the longest file, and of the longest decompressed `data.pkl`, in bytes.
  public var maximumSize: Int

  /// The most memory that the values may take, in bytes, where that is less than the size of the pickle allows.
  public var maximumMemory: Int

  public init(
    inert: Bool = false, maximumDepth: Int = 512, maximumSize: Int = 1 << 31, maximumMemory: Int = .max
  ) {
    self.maximumMemory = maximumMemory
    self.inert = inert
    self.maximumDepth = maximumDepth
    self.maximumSize = maximumSize
  }

  /// How much memory the values of `size` bytes of pickle may take: 8 times as much, and 32 MiB.
  static func memoryBudget(forSize size: Int) -> Int { (1 << 25) + 8 * size }

  /// How many bytes of `size` bytes of pickle may be read again for what refers back to them.
  static func workBudget(forSize size: Int) -> Int { (1 << 26) + 16 * size }
}
