public import Core
import Dispatch
import Synchronization

/// The statistics of a release, which depend on its scores, curves and costs alone, never on the number of threads.
public struct StatisticsDeriver: Sendable {
  /// How often classes are drawn for intervals in a space of up to 20,000 architectures.
  static let resamples = 100
  /// Draws times architectures beyond which fewer draws are made, at least 20.
  static let resampledRows = 2_000_000
  /// How often noise is drawn for each ceiling.
  static let noiseDraws = 16

  private let drawsIntervals: Bool

  /// - Parameter drawsIntervals: False leaves intervals out, which take a hundred times as long as what they belong to.
  public init(drawsIntervals: Bool = true) { self.drawsIntervals = drawsIntervals }

  /// - Complexity: O(pairs × draws × n log n), n architectures, on all processors.
  public func statistics(of spaces: [ReleasedSpace]) -> ReleaseStatistics {
    ReleaseStatistics(spaces: spaces.map { statistics(of: $0) }, noiseDraws: Self.noiseDraws)
  }

  private func statistics(of space: ReleasedSpace) -> SpaceStatistics {
    let draws = min(Self.resamples, max(20, Self.resampledRows / max(1, space.architectures.count)))
    let classes = ClassDraws(space.architectures, draws: drawsIntervals ? draws : 0)
    let columns = SpaceColumns(space: space)
    let pairs = CorrelationPairs(columns)
    let estimates = Self.parallel(pairs.specs.count) { index in
      CorrelationEstimator(draws: classes).estimate(pairs.specs[index], pairs.columns)
    }
    let parts = Self.parallel(space.tasks.count) { task in TaskStatistics(columns, task: task) }
    return SpaceStatistics(
      space: space.id, kind: classes.kind, classes: classes.classes, resamples: draws,
      summaries: parts.flatMap(\.summaries), standings: Standings(space).standings, correlations: estimates,
      fronts: parts.flatMap(\.fronts), curves: parts.flatMap(\.curves), ceilings: parts.flatMap(\.ceilings))
  }

  /// The results of `body` for 0 ..< `count`, in that order.
  static func parallel<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0 }.compactMap { $0 }
  }
}
