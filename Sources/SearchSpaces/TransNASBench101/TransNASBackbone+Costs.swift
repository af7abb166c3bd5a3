import Core
import Costs

extension TransNASBackbone {
  /// The conventions under which costs of TransNAS-Bench-101 are known, sorted by name.
  private static let conventions: [any CostConvention] = [Thop0031(), Thop011()]

  /// The entries of `SearchSpace.costs(of:)`.
  func costs() -> [CostEntry] {
    var entries: [CostEntry] = []
    entries.reserveCapacity(3 + TransNASTask.allCases.count)
    // The models read what the encoder is counted for here.
    var encoders: [Int: (tally: CostTally, features: FeatureShape)] = [:]
    for size in [224, 64, 256] {
      let encoder = encoderCosts(size: size)
      encoders[size] = encoder
      entries.append(encoder.tally.entry(scope: .encoder, task: nil, input: [3, size, size]))
    }
    for task in TransNASTask.allCases {
      var (tally, features) = encoders[task.inputSize] ?? encoderCosts(size: task.inputSize)
      tally = tally.repeated(task.inputCopies)
      addHead(of: task, features, to: &tally)
      entries.append(tally.entry(scope: .model, task: task.name, input: task.input))
    }
    return entries
  }

  /// Trainable parameters of the encoder, or of the model of `task`.
  func parameters(task: TransNASTask?) -> ParameterTally {
    var tally = ParameterTally()
    let features = addLayers(size: task?.inputSize ?? 224, copies: task?.inputCopies ?? 1, to: &tally)
    if let task { addHead(of: task, features, to: &tally) }
    return tally
  }

  private func encoderCosts(size: Int) -> (tally: CostTally, features: FeatureShape) {
    var tally = CostTally(conventions: Self.conventions)
    let features = addLayers(size: size, copies: 1, to: &tally)
    return (tally, features)
  }

  private func addHead(of task: TransNASTask, _ features: FeatureShape, to sink: inout some LayerSink) {
    let size = declaredSize(ofInput: task.inputSize)
    task.head.addLayers(features, inputCopies: task.inputCopies, declaredSize: size, to: &sink)
  }
}
