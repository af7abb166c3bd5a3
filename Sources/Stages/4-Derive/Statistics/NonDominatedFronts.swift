/// Formula `pareto_k`: a point dominates another when it is no worse in every objective and better in one, so that equal
/// points share a front. All objectives are to be minimized.
public enum NonDominatedFronts {
  /// The number of the front of each point, from 1; 0 for a point that is not finite.
  /// - Complexity: O(n log n).
  public static func numbers(_ points: [(Double, Double)]) -> [Int32] {
    var numbers = Array(repeating: Int32(0), count: points.count)
    let order = points.indices.filter { points[$0].0.isFinite && points[$0].1.isFinite }
      .sorted { points[$0] != points[$1] ? points[$0] < points[$1] : $0 < $1 }
    // The smallest second objective of each front so far, which rises from front to front.
    var lowest: [Double] = []
    var last: Int?
    for index in order {
      if let last, points[last] == points[index] {
        numbers[index] = numbers[last]
        continue
      }
      last = index
      var (low, high) = (0, lowest.count)
      while low < high {
        let middle = (low + high) / 2
        if lowest[middle] > points[index].1 { high = middle } else { low = middle + 1 }
      }
      if low == lowest.count { lowest.append(points[index].1) } else { lowest[low] = points[index].1 }
      numbers[index] = Int32(low + 1)
    }
    return numbers
  }

  /// 1 for each point that none dominates, else 0.
  /// - Complexity: O(n log n + n f), f points on the front of the first two objectives.
  public static func first(_ points: [(Double, Double, Double)]) -> [Int32] {
    var numbers = Array(repeating: Int32(0), count: points.count)
    let order = points.indices.filter {
      points[$0].0.isFinite && points[$0].1.isFinite && points[$0].2.isFinite
    }.sorted { points[$0] != points[$1] ? points[$0] < points[$1] : $0 < $1 }
    // Of what came before, all of which is no worse in the first objective: ascending second, descending third.
    var stairs: [(Double, Double)] = []
    var last: Int?
    for index in order {
      if let last, points[last] == points[index] {
        numbers[index] = numbers[last]
        continue
      }
      last = index
      let point = points[index]
      let place = stairs.firstIndex { $0.0 > point.1 } ?? stairs.count
      if place > 0, stairs[place - 1].1 <= point.2 { continue }
      numbers[index] = 1
      var end = place
      while end < stairs.count, stairs[end].1 >= point.2 { end += 1 }
      let start = place > 0 && stairs[place - 1].0 == point.1 ? place - 1 : place
      stairs.replaceSubrange(start..<end, with: [(point.1, point.2)])
    }
    return numbers
  }
}
