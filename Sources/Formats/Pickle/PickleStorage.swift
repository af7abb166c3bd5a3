/// A torch storage that a pickle refers to. Its content was not read.
public struct PickleStorage: Hashable, Sendable {
  /// Its name in the file: `0`.
  public let key: String
  public let dataType: PickleDataType
  /// The number of its elements.
  public let count: Int
  /// Where it was when it was saved: `cpu`, `cuda:0`.
  public let location: String
}
