extension PairedColumns {
  /// Tau-b, rho and r; nil where a quantity is constant.
  struct Correlations: Sendable {
    var tau: Double?
    var rho: Double?
    var pearson: Double?
  }

  /// What one thread reuses from pair to pair.
  struct Scratch {
    fileprivate var tree: [Int] = []
    fileprivate var own: [Int] = []
    fileprivate var ranks: [Double] = []
    var weights: [Int] = []

    init() {}
  }

  /// The correlations with every architecture taken once.
  func correlations(_ scratch: inout Scratch) -> Correlations {
    scratch.weights = Array(repeating: 1, count: count)
    return weighted(&scratch)
  }

  /// The correlations with each architecture taken as often as `draw` says, which is indexed by architecture.
  func correlations(drawn draw: [UInt8], _ scratch: inout Scratch) -> Correlations {
    scratch.weights.removeAll(keepingCapacity: true)
    for index in 0..<count { scratch.weights.append(Int(draw[Int(member[index])])) }
    return weighted(&scratch)
  }

  private func weighted(_ scratch: inout Scratch) -> Correlations {
    Correlations(tau: tau(&scratch), rho: rho(&scratch), pearson: pearson(scratch.weights))
  }

  /// Formula `tau_b`, as Knight's, with sums over a binary indexed tree in place of a merge sort, since pairs have
  /// weights: the copies of one architecture are tied in both.
  /// - Complexity: O(n log n).
  private func tau(_ scratch: inout Scratch) -> Double? {
    scratch.tree = Array(repeating: 0, count: yDistinct + 1)
    scratch.own = Array(repeating: 0, count: yDistinct)
    let size = yDistinct
    var (total, difference, tiedFirst) = (0, 0, 0)
    var start = 0
    while start < count {
      let end = Int(groupEnd[start])
      let before = total
      for index in start..<end {
        let weight = scratch.weights[index]
        if weight == 0 { continue }
        let rank = Int(yRank[index])
        var below = 0
        var node = rank
        while node > 0 {
          below &+= scratch.tree[node]
          node &= node &- 1
        }
        difference &+= weight &* (2 &* below &+ scratch.own[rank] &- before)
      }
      for index in start..<end {
        let weight = scratch.weights[index]
        if weight == 0 { continue }
        let rank = Int(yRank[index])
        scratch.own[rank] &+= weight
        var node = rank &+ 1
        while node <= size {
          scratch.tree[node] &+= weight
          node &+= node & (0 &- node)
        }
        total &+= weight
      }
      tiedFirst += Self.pairs(total - before)
      start = end
    }
    let tiedSecond = scratch.own.reduce(0) { $0 + Self.pairs($1) }
    let all = Self.pairs(total)
    guard all > tiedFirst, all > tiedSecond else { return nil }
    let tau = Double(difference) / (Double(all - tiedFirst) * Double(all - tiedSecond)).squareRoot()
    return min(max(tau, -1), 1)
  }

  private static func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }

  /// Formula `rho`: equal values share the mean of their ranks.
  /// - Complexity: O(n).
  private func rho(_ scratch: inout Scratch) -> Double? {
    let total = scratch.weights.reduce(0, +)
    let middle = Double(total + 1) / 2
    scratch.ranks = Array(repeating: 0, count: count)
    var (squaresFirst, squaresSecond, products) = (0.0, 0.0, 0.0)
    var (start, before) = (0, 0)
    while start < count {
      let end = Int(groupEnd[start])
      var weight = 0
      for index in start..<end { weight += scratch.weights[index] }
      let rank = Double(before) + Double(weight + 1) / 2 - middle
      for index in start..<end { scratch.ranks[index] = rank }
      squaresFirst += Double(weight) * rank * rank
      before += weight
      start = end
    }
    (start, before) = (0, 0)
    while start < count {
      let end = Int(yGroupEnd[start])
      var weight = 0
      var sum = 0.0
      for index in start..<end {
        let place = Int(yOrder[index])
        weight += scratch.weights[place]
        sum += Double(scratch.weights[place]) * scratch.ranks[place]
      }
      let rank = Double(before) + Double(weight + 1) / 2 - middle
      squaresSecond += Double(weight) * rank * rank
      products += sum * rank
      before += weight
      start = end
    }
    guard squaresFirst > 0, squaresSecond > 0 else { return nil }
    return min(max(products / (squaresFirst * squaresSecond).squareRoot(), -1), 1)
  }

  /// Formula `pearson`; values are centred and scaled already, so that one pass loses nothing.
  /// - Complexity: O(n).
  private func pearson(_ weights: [Int]) -> Double? {
    var (total, sumX, sumY, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for index in 0..<count where weights[index] > 0 {
      let weight = Double(weights[index])
      total += weight
      sumX += weight * x[index]
      sumY += weight * y[index]
      xx += weight * x[index] * x[index]
      yy += weight * y[index] * y[index]
      xy += weight * x[index] * y[index]
    }
    guard isVaried(weights) else { return nil }
    xx -= sumX * sumX / total
    yy -= sumY * sumY / total
    xy -= sumX * sumY / total
    guard xx > 0, yy > 0 else { return nil }
    let value = xy / (xx * yy).squareRoot()
    return value.isFinite ? min(max(value, -1), 1) : nil
  }

  /// Whether the architectures drawn differ in both.
  private func isVaried(_ weights: [Int]) -> Bool {
    guard let first = weights.firstIndex(where: { $0 > 0 }), let last = weights.lastIndex(where: { $0 > 0 }) else {
      return false
    }
    guard groupEnd[first] != groupEnd[last] else { return false }
    for index in first...last where weights[index] > 0 && yRank[index] != yRank[first] { return true }
    return false
  }
}
