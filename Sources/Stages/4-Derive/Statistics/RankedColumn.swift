/// A quantity of each of some architectures, with the order that it gives them; a value that is not finite is absent.
struct RankedColumn: Sendable {
  let values: [Double]
  /// The indices of finite values, ascending by value, equal ones by index.
  let order: [Int32]
  /// The place of each value among the distinct ones, from 0; -1 where absent.
  let dense: [Int32]

  /// - Complexity: O(n log n).
  init(_ values: [Double]) {
    self.values = values
    var keys: [(value: Double, index: Int32)] = []
    keys.reserveCapacity(values.count)
    // -0 and 0 are one value.
    for (index, value) in values.enumerated() where value.isFinite { keys.append((value + 0, Int32(index))) }
    keys.sort { $0.value != $1.value ? $0.value < $1.value : $0.index < $1.index }
    var dense = Array(repeating: Int32(-1), count: values.count)
    var rank: Int32 = -1
    var last = Double.nan
    for key in keys {
      if key.value != last { rank += 1 }
      last = key.value
      dense[Int(key.index)] = rank
    }
    order = keys.map(\.index)
    self.dense = dense
  }

  /// The indices of the `count` largest values, equal ones by index.
  /// - Parameter members: which indices take part.
  func best(_ count: Int, among members: [Bool]) -> [Int32] {
    var best: [Int32] = []
    var end = order.count
    while end > 0, best.count < count {
      var start = end - 1
      while start > 0, dense[Int(order[start - 1])] == dense[Int(order[end - 1])] { start -= 1 }
      for index in order[start..<end] where best.count < count && members[Int(index)] { best.append(index) }
      end = start
    }
    return best
  }
}
