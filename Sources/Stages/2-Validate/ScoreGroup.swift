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
    let others: RobustScale
    let isClass: Bool
  }

  func result(_ neighbours: NeighbourTable) -> Result {
    var result = Result()
    var classes: [Comparison] = []
    var rest: [Range<Int>] = []
    var scratch: [Double] = []
    var start = 0
    while start < runs.count {
      var end = start + 1
      while end < runs.count, runs[end].network == runs[start].network { end += 1 }
      takeDistinct(start..<end, into: &scratch)
      if scratch.count >= members {
        classes.append(Comparison(places: start..<end, others: RobustScale(sorting: &scratch), isClass: true))
      } else {
        rest.append(start..<end)
      }
      start = end
    }
    weigh(classes, &result)
    let means = means(neighbours.count)
    var singles: [Comparison] = []
    for places in rest {
      for place in places {
        if places.count > 1, places.contains(where: { isCopy($0, of: place) }) {
          // Another cell of the class has this very result: they are one network.
          result.judged += 1
          continue
        }
        let architecture = runs[place].architecture
        scratch.removeAll(keepingCapacity: true)
        for other in neighbours.neighbours(of: architecture) where !neighbours.isDisconnected(other) {
          let mean = means[Int(other)]
          if !mean.isNaN { scratch.append(mean) }
        }
        if scratch.count >= members, !neighbours.isDisconnected(architecture) {
          singles.append(Comparison(places: place..<place + 1, others: RobustScale(sorting: &scratch), isClass: false))
        } else {
          result.unjudged += 1
        }
      }
    }
    weigh(singles, &result)
    return result
  }

  private func isCopy(_ first: Int, of second: Int) -> Bool {
    runs[first].architecture != runs[second].architecture && runs[first].score == runs[second].score
  }

  /// Tells the scores at the end or outside of what they are compared with and far from its median; a deviation is at
  /// least the usual one.
  private func weigh(_ comparisons: [Comparison], _ result: inout Result) {
    let deviations = comparisons.map(\.others.deviation).filter { $0 > 0 }
    let usual = deviations.isEmpty ? 0 : RobustScale.median(deviations)
    for comparison in comparisons {
      result.judged += comparison.places.count
      let others = comparison.others
      let scale = RobustScale.normal * max(others.deviation, usual)
      guard scale > 0 else { continue }
      for place in comparison.places {
        let run = runs[place]
        let z = abs(run.score - others.median) / scale
        guard z > limit, run.score <= others.low || run.score >= others.high else { continue }
        result.outliers.append(
          Outlier(
            run: run.run, score: run.score, median: others.median, z: z, others: others.count,
            isClass: comparison.isClass))
      }
    }
  }

  /// The results of a class; one score under one seed is a copy and counts once.
  private func takeDistinct(_ places: Range<Int>, into scores: inout [Double]) {
    scores.removeAll(keepingCapacity: true)
    if places.count < members { return }
    var seen: Set<Pair> = []
    for place in places where seen.insert(Pair(seed: runs[place].seed, bits: runs[place].score.bitPattern)).inserted {
      scores.append(runs[place].score)
    }
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
