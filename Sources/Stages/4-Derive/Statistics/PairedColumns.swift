/// Two quantities of the architectures that have both, in the order of the first.
struct PairedColumns: Sendable {
  /// The architecture at each place.
  let member: [Int32]
  /// Values less their mean, as a share of the largest distance to it.
  let x: [Double]
  let y: [Double]
  /// The end of the group of equal first values at each place.
  let groupEnd: [Int32]
  /// The place of the second value among the distinct ones, from 0.
  let yRank: [Int32]
  /// Places, ascending by the second value, with the end of each group of equal ones.
  let yOrder: [Int32]
  let yGroupEnd: [Int32]
  let yDistinct: Int

  var count: Int { member.count }

  /// - Complexity: O(n).
  init(_ first: RankedColumn, _ second: RankedColumn) {
    let member = first.order.filter { second.dense[Int($0)] >= 0 }
    let count = member.count
    var place = Array(repeating: Int32(-1), count: first.values.count)
    for (index, architecture) in member.enumerated() { place[Int(architecture)] = Int32(index) }
    let yOrder = second.order.compactMap { place[Int($0)] >= 0 ? place[Int($0)] : nil }
    var yRank = Array(repeating: Int32(0), count: count)
    var rank: Int32 = -1
    var last: Int32 = -1
    for index in yOrder {
      let dense = second.dense[Int(member[Int(index)])]
      if dense != last { rank += 1 }
      last = dense
      yRank[Int(index)] = rank
    }
    self.member = member
    self.yOrder = yOrder
    self.yRank = yRank
    yDistinct = Int(rank) + 1
    groupEnd = Self.ends(member.map { first.dense[Int($0)] })
    yGroupEnd = Self.ends(yOrder.map { yRank[Int($0)] })
    x = Self.centred(member.map { first.values[Int($0)] })
    y = Self.centred(member.map { second.values[Int($0)] })
  }

  /// The end of the run of equal keys that each place belongs to.
  private static func ends(_ keys: [Int32]) -> [Int32] {
    var ends = Array(repeating: Int32(keys.count), count: keys.count)
    for index in keys.indices.dropLast().reversed() {
      ends[index] = keys[index] == keys[index + 1] ? ends[index + 1] : Int32(index + 1)
    }
    return ends
  }

  private static func centred(_ values: [Double]) -> [Double] {
    if values.isEmpty { return [] }
    let mean = values.reduce(0, +) / Double(values.count)
    let largest = values.reduce(0) { max($0, abs($1 - mean)) }
    guard largest > 0, largest.isFinite else { return values.map { _ in 0 } }
    return values.map { ($0 - mean) / largest }
  }

  /// The pairs of places that are tied in the first alone, in the second alone, in both.
  var ties: [Int] {
    var (first, second, both) = (0, 0, 0)
    var start = 0
    while start < count {
      let end = Int(groupEnd[start])
      first += (end - start) * (end - start - 1) / 2
      if end - start > 1 {
        var run = 1
        let ranks = yRank[start..<end].sorted()
        for index in ranks.indices.dropFirst() {
          run = ranks[index] == ranks[index - 1] ? run + 1 : 1
          both += run - 1
        }
      }
      start = end
    }
    start = 0
    while start < count {
      let end = Int(yGroupEnd[start])
      second += (end - start) * (end - start - 1) / 2
      start = end
    }
    return [first - both, second - both, both]
  }
}
