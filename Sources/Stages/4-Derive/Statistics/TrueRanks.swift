/// Where true scores stand, ties included.
struct TrueRanks {
  /// The number of scores that are strictly better than each.
  let better: [Int]
  /// The number of scores that are strictly worse than each.
  let worse: [Int]
  /// The place of each from the best, from 0; equal ones by index.
  let place: [Int]

  /// - Precondition: all scores are finite.
  /// - Complexity: O(n).
  init(_ scores: RankedColumn) {
    let count = scores.values.count
    var (better, worse) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
    var place = better
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, scores.dense[Int(scores.order[end])] == scores.dense[Int(scores.order[start])] { end += 1 }
      for position in start..<end {
        let index = Int(scores.order[position])
        (better[index], worse[index]) = (count - end, start)
        place[index] = count - end + position - start
      }
      start = end
    }
    self.better = better
    self.worse = worse
    self.place = place
  }
}
