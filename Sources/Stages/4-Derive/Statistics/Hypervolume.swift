/// Formula `hv`: the volume between some points and a reference, all objectives to be minimized.
///
/// Exact in two and three dimensions (dimension sweep). Points that are not better than the reference in every
/// objective add nothing.
public enum Hypervolume {
  /// - Complexity: O(n log n).
  public static func volume(_ points: [(Double, Double)], reference: (Double, Double)) -> Double {
    var volume = 0.0
    var lowest = reference.1
    for point in points.filter({ $0.0 < reference.0 && $0.1 < reference.1 }).sorted(by: { $0 < $1 })
    where point.1 < lowest {
      volume += (reference.0 - point.0) * (lowest - point.1)
      lowest = point.1
    }
    return volume
  }

  /// - Complexity: O(n log n + n f), f points on the front of the first two objectives.
  public static func volume(
    _ points: [(Double, Double, Double)], reference: (Double, Double, Double)
  ) -> Double {
    let inside = points.filter { $0.0 < reference.0 && $0.1 < reference.1 && $0.2 < reference.2 }
      .sorted { ($0.2, $0.0, $0.1) < ($1.2, $1.0, $1.1) }
    // The front of what lies below the sweep: ascending in the first, descending in the second.
    var front: [(Double, Double)] = []
    var (volume, area) = (0.0, 0.0)
    for (index, point) in inside.enumerated() {
      if insert((point.0, point.1), into: &front) {
        area = Self.area(front, (reference.0, reference.1))
      }
      let next = index + 1 < inside.count ? inside[index + 1].2 : reference.2
      volume += area * (next - point.2)
    }
    return volume
  }

  private static func insert(_ point: (Double, Double), into front: inout [(Double, Double)]) -> Bool {
    // The first that lies to the right.
    var (low, high) = (0, front.count)
    while low < high {
      let middle = (low + high) / 2
      if front[middle].0 > point.0 { high = middle } else { low = middle + 1 }
    }
    if low > 0, front[low - 1].1 <= point.1 { return false }
    var end = low
    while end < front.count, front[end].1 >= point.1 { end += 1 }
    // One of the same first objective and a worse second lies just before.
    let start = low > 0 && front[low - 1].0 == point.0 ? low - 1 : low
    front.replaceSubrange(start..<end, with: [point])
    return true
  }

  private static func area(_ front: [(Double, Double)], _ reference: (Double, Double)) -> Double {
    var area = 0.0
    var lowest = reference.1
    for point in front {
      area += (reference.0 - point.0) * (lowest - point.1)
      lowest = point.1
    }
    return area
  }
}
