extension PredictorMeasures {
  /// How far both orders agree about the best, as the statistics of a release say it of two quantities.
  static func tops(_ truth: RankedColumn, _ predicted: RankedColumn) -> [Measure] {
    let count = truth.values.count
    let all = Array(repeating: true, count: count)
    let tenth = truth.best(count / 10, among: all).map(Int.init)
    var measures = [
      Measure(
        formula: "tau_top", parameter: "",
        value: RankCorrelation.kendall(tenth.map { truth.values[$0] }, tenth.map { predicted.values[$0] }))
    ]
    for (parameter, size) in counts.map({ ("k=\($0)", $0) }) + [("10%", count / 10)] {
      var value: Double?
      if size > 0, size < count {
        let best = Set(truth.best(size, among: all))
        value = Double(predicted.best(size, among: all).count { best.contains($0) }) / Double(size)
      }
      measures.append(Measure(formula: "overlap_k", parameter: parameter, value: value))
    }
    return measures
  }

  /// The measures of the best and worst shares. Equal true scores share the best rank of theirs, from whichever end
  /// ranks are counted; where all are equal, there is no rank.
  static func extremes(_ truth: RankedColumn, _ predicted: RankedColumn, _ ranks: TrueRanks) -> [Measure] {
    let count = truth.values.count
    var measures: [Measure] = []
    for share in shares {
      let size = Int(Double(count) * share)
      let parameter = "\(Int((share * 100).rounded()))%"
      func measure(_ formula: String, _ value: Double?) {
        measures.append(Measure(formula: formula, parameter: parameter, value: value))
      }
      guard size > 0, ranks.better.contains(where: { $0 > 0 }) else {
        for formula in ["p_at_top", "p_at_bottom", "kt_at_top", "br_at_k", "wr_at_k"] { measure(formula, nil) }
        continue
      }
      let top = PredictedBest(predicted, size)
      let bottom = PredictedBest(predicted, size, isWorst: true)
      let members = top.certain + top.tied
      measure("p_at_top", top.share { ranks.better[$0] < size })
      measure("p_at_bottom", bottom.share { ranks.worse[$0] < size })
      measure(
        "kt_at_top",
        RankCorrelation.kendall(members.map { truth.values[$0] }, members.map { predicted.values[$0] }))
      measure("br_at_k", top.first(by: { ranks.place[$0] }) { Double(ranks.better[$0] + 1) })
      measure("wr_at_k", top.first(by: { -ranks.place[$0] }) { Double(ranks.better[$0] + 1) })
    }
    return measures
  }

  /// What is lost by taking the best in truth of the predicted best 1, 10 and 20, instead of the best of all: what is
  /// best, is so by the truth, and its value is read in `values`.
  /// - Parameters:
  ///   - values: oriented, NaN where absent.
  ///   - parameter: what the values are.
  static func regrets(
    _ values: [Double], _ predicted: RankedColumn, _ ranks: TrueRanks, parameter: String
  ) -> [Measure] {
    let known = values.filter(\.isFinite)
    let best = ranks.place.firstIndex(of: 0).map { values[$0] } ?? .nan
    let range = (known.max() ?? .nan) - (known.min() ?? .nan)
    return ([1] + counts).flatMap { size in
      var regret: Double?
      if size < values.count {
        let chosen = PredictedBest(predicted, size).first(by: { ranks.place[$0] }) { values[$0] }
        regret = finite(best - chosen)
      }
      let parameter = parameter.isEmpty ? "k=\(size)" : "\(parameter) k=\(size)"
      return [
        Measure(formula: "regret", parameter: parameter, value: regret),
        Measure(
          formula: "nregret", parameter: parameter, value: range > 0 ? regret.flatMap { finite($0 / range) } : nil),
      ]
    }
  }
}
