/// What a pickle says of a torch tensor. Its elements were not read.
public struct PickleTensor: Hashable, Sendable {
  public let storage: PickleStorage
  /// The place of its first element in the storage.
  public let offset: Int
  /// The number of elements along each axis.
  public let shape: [Int]
  /// How many elements of the storage lie between neighbours along each axis; 0 if they are one and the same.
  public let strides: [Int]

  public var dataType: PickleDataType { storage.dataType }
}
