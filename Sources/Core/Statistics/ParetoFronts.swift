/// Fronts of the ranking score of a task, at its largest budget, against costs.
public struct ParetoFronts: Sendable, Hashable {
  /// Index into `ReleasedSpace.tasks`.
  public var task: Int
  /// Epochs.
  public var budget: Int
  /// One or two of `params`, `macs`, `latency`.
  public var costs: [String]
  /// Architectures with a finite score and cost.
  public var count: Int
  /// The number of the front of each architecture of the space, 1 for those that nothing dominates, 0 where a value is
  /// absent. With two costs only the first front is told; others are 0.
  public var front: [Int32]
  /// By objective, score and then costs, and architecture: the values in their units, NaN where absent.
  public var columns: [[Double]]
  /// The point that bounds the volume: score, then costs, in their units.
  public var reference: [Double]
  /// The point that no architecture is beyond, likewise: the best value that the metric can take, or where it has no
  /// bound, the next number of 1, 2, 5, 10, … beyond the best score; and costs of 0.
  public var ideal: [Double]
  /// What the first front dominates within the reference: the product of the units of score and costs.
  public var hypervolume: Double
  /// The same with each objective scaled so that it is 0 at the ideal and 1 at the reference.
  public var normalizedHypervolume: Double { hypervolume / zip(reference, ideal).reduce(1) { $0 * abs($1.0 - $1.1) } }

  public init(
    task: Int, budget: Int, costs: [String], count: Int, front: [Int32], columns: [[Double]],
    reference: [Double], ideal: [Double], hypervolume: Double
  ) {
    self.task = task
    self.budget = budget
    self.costs = costs
    self.count = count
    self.front = front
    self.columns = columns
    self.reference = reference
    self.ideal = ideal
    self.hypervolume = hypervolume
  }
}
