import Core

/// Parameters and multiply-accumulates of one network at one input size.
public struct Cost: Sendable, Hashable {
  /// The task whose head is counted too; nil for the encoder, which all tasks share, and where a space has no heads.
  public let task: String?
  /// The shape of one example without the batch, such as `[3, 224, 224]`.
  public let input: [Int]
  /// Trainable parameters as built, dead edges included.
  public let parameters: Int
  /// Trainable parameters on some path from input to output.
  public let liveParameters: Int
  /// Multiply-accumulates of convolutions and linear layers, as built.
  public let multiplyAccumulates: Int
  /// `multiplyAccumulates` of what lies on some path from input to output.
  public let liveMultiplyAccumulates: Int
  /// Counts under published conventions, such as `thop-0.1.1`.
  public let published: [String: Int]

  init(_ entry: CostEntry) {
    task = entry.task?.rawValue
    input = entry.input
    parameters = entry.params
    liveParameters = entry.paramsLive
    multiplyAccumulates = entry.macs
    liveMultiplyAccumulates = entry.macsLive
    published = Dictionary(entry.counters.map { ($0.name.rawValue, $0.value) }) { first, _ in first }
  }
}
