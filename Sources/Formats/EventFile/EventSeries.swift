/// All measurements under one tag, in the order in which they were written.
public struct EventSeries: Sendable, Hashable {
  public let tag: String
  public internal(set) var points: [EventPoint] = []

  /// One point per step, steps ascending: of several the one written last, which is what a run resumed without saying
  /// so means.
  /// - Complexity: O(n log n)
  public var latestPerStep: [EventPoint] {
    let order = points.indices.sorted { (points[$0].step, $0) < (points[$1].step, $1) }
    var result: [EventPoint] = []
    for index in order {
      if result.last?.step == points[index].step { result.removeLast() }
      result.append(points[index])
    }
    return result
  }
}
