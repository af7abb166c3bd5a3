import Core

/// A task as the released file has it: the columns of the logs under their release names, and the published counts.
struct TransNASReleaseTask {
  let schema: TaskSchema
  /// The release names of the columns, as bytes.
  let names: [[UInt8]]
  /// Column of a negative loss and of the loss whose negative it is.
  let negations: [(source: Int, target: Int)]
  /// The place of the elapsed time, which may be written HH:MM:SS.
  let clock: Int

  init(_ task: TransNASTask) {
    var schema = task.schema
    schema.values = Self.values
    self.schema = schema
    names = schema.metrics.map { Array($0.name.rawValue.utf8) }
    negations = task.negations
    clock = schema.metrics.count - 1
  }

  /// What `model_info` publishes beside the parameters of the encoder and the time of a forward pass.
  static let values = [
    MetricDefinition(
      name: "published_model_params", rawName: "model_params", split: nil, unit: .count, direction: .none, lower: 0,
      title: "parameters of the whole model, as published"),
    MetricDefinition(
      name: "published_model_FLOPs", rawName: "model_FLOPs", split: nil, unit: .none, direction: .none, lower: 0,
      title: "operations of the whole model, as published: the counter and its unit are not named there"),
    MetricDefinition(
      name: "published_encoder_FLOPs", rawName: "encoder_FLOPs", split: nil, unit: .none, direction: .none, lower: 0,
      title: "operations of the encoder, as published: the counter and its unit are not named there"),
  ]
}
