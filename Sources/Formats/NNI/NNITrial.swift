/// One training as a database of NNI holds it.
public struct NNITrial: Sendable, Hashable {
  /// An epoch of it.
  public struct Epoch: Sendable, Hashable {
    /// Epochs trained so far, from 1; nil where the row does not say.
    public var epoch: Int?
    /// In the order of `NNIBenchmark.measures`, nil for null.
    public var numbers: [Double?]
  }

  /// The key of its row.
  public var id: Int
  public var seed: Int?
  /// In the order of `NNIBenchmark.configuration`, nil for null; empty where the row of its experiment is missing.
  public var configuration: [String?]
  /// In the order of `NNIBenchmark.totals`, nil for null.
  public var totals: [Double?]
  /// By ascending epoch.
  public var epochs: [Epoch]
  /// Values of a wrong type, which are left out.
  public var faults: [String]
}
