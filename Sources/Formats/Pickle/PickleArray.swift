/// What a pickle says of a numpy array; its elements are read by `PickleDocument.doubles(of:)`.
public struct PickleArray: Hashable, Sendable {
  public let dataType: PickleDataType
  public let isBigEndian: Bool
  /// The number of elements along each axis; none for a scalar.
  public let shape: [Int]
  /// Whether the first index is the one that changes fastest.
  public let isFortran: Bool
  let content: PickleValue

  /// The number of elements.
  public var count: Int { shape.contains(0) ? 0 : shape.reduce(1, *) }
}
