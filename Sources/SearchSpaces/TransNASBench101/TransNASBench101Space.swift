public import Core
public import Costs

/// What the two spaces of TransNAS-Bench-101 have in common: backbone, tasks and costs.
public protocol TransNASBench101Space: SearchSpace {
  /// The backbone that `cell` stands for.
  func backbone(of cell: Cell) -> TransNASBackbone
}

extension TransNASBench101Space {
  public var equivalences: [EquivalenceKind] { [.isomorphic, .sameNetwork] }

  /// Ten entries: the encoder at 224, 64 and 256 pixels, then the whole model of each task of `TransNASTask`.
  public func costs(of cell: Cell) -> [CostEntry] { backbone(of: cell).costs() }

  public var costSources: [CostSource] {
    [
      CostSource(
        counter: "thop-0.0.31",
        text: "what that version of the profiler thop counts: multiply-accumulates, and 2 per normalized value"),
      CostSource(
        counter: "thop-0.1.1",
        text: "what that version of the profiler thop counts: multiply-accumulates, and 4 per normalized value"),
    ]
  }

  /// The trainable parameters of the encoder (`task` nil), or of the whole model trained on `task`, without any other
  /// cost.
  /// - Complexity: O(layers), no allocation.
  public func parameters(of cell: Cell, task: TransNASTask? = nil) -> ParameterTally {
    backbone(of: cell).parameters(task: task)
  }
}
