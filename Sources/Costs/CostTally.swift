public import Core

/// Counts everything that a `CostEntry` says of a network, in one pass over its layers.
///
/// A value: a copy of the tally of an encoder goes on as the tally of a model.
/// - Complexity: O(conventions) a layer, no allocation but one when a copy is first added to.
public struct CostTally: LayerSink, Sendable {
  private let conventions: [any CostConvention]
  private let plain = PlainMultiplyAccumulates()
  private var parameters = ParameterTally()
  private var macs = 0
  private var macsLive = 0
  private var counts: [Int]

  /// - Parameter conventions: those that the entry lists as built, sorted by name.
  public init(conventions: [any CostConvention]) {
    self.conventions = conventions
    self.counts = Array(repeating: 0, count: conventions.count)
  }

  public mutating func add(_ layer: Layer, _ use: LayerUse) {
    parameters.add(layer, use)
    guard use.copies > 0 else { return }
    let work = plain.count(layer) * use.copies
    macs += work
    if use.isLive { macsLive += work }
    for index in conventions.indices { counts[index] += conventions[index].count(layer) * use.copies }
  }

  /// The tally of as many runs of the same layers: their parameters stand once, their work is done each time.
  public func repeated(_ copies: Int) -> CostTally {
    var tally = self
    tally.macs *= copies
    tally.macsLive *= copies
    for index in counts.indices { tally.counts[index] *= copies }
    return tally
  }

  /// The sums so far.
  public func entry(scope: CostScope, task: TaskName?, input: [Int]) -> CostEntry {
    CostEntry(
      scope: scope, task: task, input: input, params: parameters.asBuilt, paramsLive: parameters.live, macs: macs,
      macsLive: macsLive,
      counters: zip(conventions, counts).map { CounterValue(name: $0.name, value: $1) })
  }
}
