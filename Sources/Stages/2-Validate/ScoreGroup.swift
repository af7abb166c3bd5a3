import Core

/// The scores of one space, task and budget, and which of them lie apart.
struct ScoreGroup {
  private let runs: [ScoredRun]
  private let limit: Double
  private let members: Int

  /// - Parameters:
  ///   - limit: robust deviations.
  ///   - members: results that a comparison needs.
  init(_ runs: [ScoredRun], limit: Double, members: Int) {
    self.runs = runs.sorted { $0.network != $1.network ? $0.network < $1.network : $0.run < $1.run }
    self.limit = limit
    self.members = members
  }

  struct Outlier {
    let run: Int32
    let score: Double
    let median: Double
    let z: Double
    let others: Int
    let isClass: Bool
  }

  struct Result {
    var outliers: [Outlier] = []
    var judged = 0
    var unjudged = 0
  }

  /// What scores are compared with.
  private struct Comparison {
    let places: Range<Int>
    let others: [Double]
    let median: Double
    let deviation: Double
    let isClass: Bool
  }

  func result(_ neighbours: NeighbourTable) -> Result {
    var result = Result()
    var comparisons: [Comparison] = []
    var rest: [Range<Int>] = []
    var start = 0
    while start < runs.count {
      var end = start + 1
      while end < runs.count, runs[end].network == runs[start].network { end += 1 }
      let values = distinct(start..<end)
      if values.count >= members {
        comparisons.append(comparison(start..<end, values, isClass: true))
      } else {
        rest.append(start..<end)
      }
      start = end
    }
    weigh(comparisons, &result)
    let means = means(neighbours.count)
    weigh(
      rest.flatMap { places in
        places.compactMap { place -> Comparison? in
          let architecture = runs[place].architecture
          // Another cell of the class has this very result: they are one network.
          if places.contains(where: { isCopy($0, of: place) }) {
            result.judged += 1
            return nil
          }
          let others = neighbours.neighbours(of: architecture).compactMap { other -> Double? in
            neighbours.isDisconnected(other) || means[Int(other)].isNaN ? nil : means[Int(other)]
          }
          guard others.count >= members, !neighbours.isDisconnected(architecture) else {
            result.unjudged += 1
            return nil
          }
          return comparison(place..<place + 1, others, isClass: false)
        }
      }, &result)
    return result
  }

  private func isCopy(_ first: Int, of second: Int) -> Bool {
    runs[first].architecture != runs[second].architecture && runs[first].score == runs[second].score
  }

  private func comparison(_ places: Range<Int>, _ values: [Double], isClass: Bool) -> Comparison {
    let median = RobustScale.median(values)
    return Comparison(
      places: places, others: values, median: median, deviation: RobustScale.deviation(values, from: median),
      isClass: isClass)
  }

  /// Tells the scores that lie outside of what they are compared with; a deviation is at least the usual one.
  private func weigh(_ comparisons: [Comparison], _ result: inout Result) {
    let deviations = comparisons.map(\.deviation).filter { $0 > 0 }
    let usual = deviations.isEmpty ? 0 : RobustScale.median(deviations)
    for comparison in comparisons {
      result.judged += comparison.places.count
      let scale = RobustScale.normal * max(comparison.deviation, usual)
      guard scale > 0 else { continue }
      for place in comparison.places {
        let run = runs[place]
        let z = abs(run.score - comparison.median) / scale
        guard z > limit else { continue }
        let others = comparison.others.filter { $0 != run.score }
        guard let low = others.min(), let high = others.max(), run.score < low || run.score > high else { continue }
        result.outliers.append(
          Outlier(
            run: run.run, score: run.score, median: comparison.median, z: z, others: others.count,
            isClass: comparison.isClass))
      }
    }
  }

  /// The results of a class; one score under one seed is a copy and counts once.
  private func distinct(_ places: Range<Int>) -> [Double] {
    if places.count < members { return [] }
    var found: [(seed: Int?, score: Double)] = []
    var seen: Set<Pair> = []
    for place in places where seen.insert(Pair(seed: runs[place].seed, bits: runs[place].score.bitPattern)).inserted {
      found.append((runs[place].seed, runs[place].score))
    }
    return found.map(\.score)
  }

  private struct Pair: Hashable {
    let seed: Int?
    let bits: UInt64
  }

  /// The mean score of each architecture over its seeds, NaN where it has none.
  private func means(_ architectures: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: architectures)
    var counts = [Double](repeating: 0, count: architectures)
    for run in runs.sorted(by: { $0.score < $1.score }) {
      sums[Int(run.architecture)] += run.score
      counts[Int(run.architecture)] += 1
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : .nan }
  }
}
