/// What was measured in one training: the message `ModelMetrics` of `model_metrics.proto`.
public struct NASBench101Metrics: Sendable, Hashable {
  /// The state of the network at one point of the training: the message `EvaluationData`.
  public struct Evaluation: Sendable, Hashable {
    public var currentEpoch: Double
    /// Seconds of training up to here, evaluation left out.
    public var trainingTime: Double
    /// Fractions, 0 to 1.
    public var trainAccuracy: Double
    public var validationAccuracy: Double
    public var testAccuracy: Double
    /// nil where the field is left out; the empty text is another thing.
    public var checkpointPath: String?

    public init(
      currentEpoch: Double, trainingTime: Double, trainAccuracy: Double, validationAccuracy: Double,
      testAccuracy: Double, checkpointPath: String?
    ) {
      self.currentEpoch = currentEpoch
      self.trainingTime = trainingTime
      self.trainAccuracy = trainAccuracy
      self.validationAccuracy = validationAccuracy
      self.testAccuracy = testAccuracy
      self.checkpointPath = checkpointPath
    }
  }

  /// How many evaluations each record has: before the first step, half-way, at the end.
  public static let evaluationCount = 3

  public var evaluations: [Evaluation]
  public var trainableParameters: Int32
  /// Seconds of training and evaluation.
  public var totalTime: Double

  public init(evaluations: [Evaluation], trainableParameters: Int32, totalTime: Double) {
    self.evaluations = evaluations
    self.trainableParameters = trainableParameters
    self.totalTime = totalTime
  }
}
