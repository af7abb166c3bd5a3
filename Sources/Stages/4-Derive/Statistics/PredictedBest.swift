/// Which architectures a prediction puts among its best, or worst, K.
///
/// Predictions that are equal at the cut are told apart by nothing: as many of them as fit are drawn, each with the same
/// chance, and a measure is its mean over all draws. No order of encodings decides.
struct PredictedBest {
  /// How many are chosen, K.
  let count: Int
  /// Strictly inside of the cut.
  let certain: [Int]
  /// At the cut.
  let tied: [Int]
  /// How many of `tied` fit, at least 1.
  let places: Int

  /// - Parameter isWorst: the smallest predictions are chosen, not the largest.
  /// - Precondition: 0 < `count` ≤ the number of predictions, all of which are finite.
  init(_ predicted: RankedColumn, _ count: Int, isWorst: Bool = false) {
    let order = predicted.order
    func member(_ place: Int) -> Int { Int(isWorst ? order[place] : order[order.count - 1 - place]) }
    let cut = predicted.dense[member(count - 1)]
    var (certain, tied): ([Int], [Int]) = ([], [])
    for place in order.indices {
      let index = member(place)
      if predicted.dense[index] == cut {
        tied.append(index)
      } else if place < count {
        certain.append(index)
      } else {
        break
      }
    }
    self.count = count
    self.certain = certain
    self.tied = tied
    places = count - certain.count
  }

  /// The mean share of the chosen that `isMember` holds for.
  func share(_ isMember: (Int) -> Bool) -> Double {
    let drawn = Double(places) * Double(tied.count(where: isMember)) / Double(tied.count)
    return (Double(certain.count(where: isMember)) + drawn) / Double(count)
  }

  /// The mean of the value of the chosen one that comes first.
  /// - Parameter place: where each stands in an order without ties; the smallest comes first.
  /// - Complexity: O(t log t), t tied ones.
  func first(by place: (Int) -> Int, _ value: (Int) -> Double) -> Double {
    let known = certain.min { place($0) < place($1) }
    var (mean, chance) = (0.0, 1.0)
    for (index, member) in tied.sorted(by: { place($0) < place($1) }).enumerated() {
      if let known, place(known) < place(member) { break }
      // None before was drawn, so that all places are left for the ones from here on.
      let share = min(1, Double(places) / Double(tied.count - index))
      mean += chance * share * value(member)
      chance *= 1 - share
      if chance == 0 { return mean }
    }
    return known.map { mean + chance * value($0) } ?? mean
  }
}
