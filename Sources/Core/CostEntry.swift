/// What a cost covers.
public enum CostScope: String, Sendable, Hashable {
  /// The backbone alone.
  case encoder
  /// Backbone and head, as trained on one task.
  case model
}

/// Parameters and multiply-accumulates of one network at one input size.
public struct CostEntry: Sendable, Hashable {
  public var scope: CostScope
  /// Absent for an encoder, which all tasks share.
  public var task: TaskName?
  /// The shape of one example without the batch: `[3, 224, 224]`, jigsaw `[9, 3, 64, 64]`.
  public var input: [Int]
  /// Trainable parameters as built, dead edges included.
  public var params: Int
  /// Trainable parameters on some path from input to output.
  public var paramsLive: Int
  /// Plain multiply-accumulates of convolutions, deconvolutions (per *input* element) and linear layers, as built.
  public var macs: Int
  /// `macs` of what lies on some path from input to output.
  public var macsLive: Int
  /// Published conventions, as built, sorted by name.
  public var counters: [CounterValue]

  public init(
    scope: CostScope, task: TaskName?, input: [Int], params: Int, paramsLive: Int, macs: Int, macsLive: Int,
    counters: [CounterValue]
  ) {
    self.scope = scope
    self.task = task
    self.input = input
    self.params = params
    self.paramsLive = paramsLive
    self.macs = macs
    self.macsLive = macsLive
    self.counters = counters
  }

  /// The count under the convention `name`, nil where the space does not give it.
  public func counter(_ name: CounterName) -> Int? { counters.first { $0.name == name }?.value }
}

/// A count under one published convention.
public struct CounterValue: Sendable, Hashable {
  public var name: CounterName
  public var value: Int

  public init(name: CounterName, value: Int) {
    self.name = name
    self.value = value
  }
}

/// Where the figures under a counter come from, for people who compare them with a paper.
public struct CostSource: Sendable, Hashable {
  public var counter: CounterName
  /// Who publishes figures under it, and what it counts: one line.
  public var text: String

  public init(counter: CounterName, text: String) {
    self.counter = counter
    self.text = text
  }
}
