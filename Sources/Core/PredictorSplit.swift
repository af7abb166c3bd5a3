/// Which architectures of a benchmark a predictor of performance learns from, and which it is judged by.
public struct PredictorSplit: Sendable, Hashable {
  /// Encodings in any notation of their space.
  public var train: [String]
  public var test: [String]

  public init(train: [String], test: [String]) {
    self.train = train
    self.test = test
  }
}
