import Core
import Derive
import Pipeline

/// Predicted scores joined with known ones, and what the measures say of each column.
struct Ranking {
  /// The measures of one column of predictions.
  struct Column {
    var name: String
    var measures: PredictorMeasures
    /// Encodings with a known score and no prediction, sorted.
    var unpredicted: [String]
  }

  private(set) var columns: [Column] = []
  /// Encodings of the file, as they stand there, without a known score, in its order.
  private(set) var unknown: [String] = []
  /// Rows of the file.
  let rows: Int

  /// - Throws: `BuildError.input` where a text is no encoding of the space, an architecture has two different
  ///   predictions, or nothing joins.
  init(_ predictions: PredictedScores, path: String, truth: RankingTruth, isLowerBetter: Bool) throws(BuildError) {
    rows = predictions.rows.count
    var known: [String: PredictedScores.Row] = [:]
    for row in predictions.rows {
      let encoding: String
      do throws(EncodingError) { encoding = try truth.space.normalized(row.encoding) } catch {
        throw .input("\(path): line \(row.line): \(error); expected an encoding of '\(truth.space.id)'")
      }
      if let other = known[encoding], other.scores != row.scores {
        throw .input(
          "\(path): line \(row.line): '\(row.encoding)' has other scores than on line \(other.line); expected each "
            + "architecture once")
      }
      if known[encoding] == nil, truth.values[encoding] == nil { unknown.append(row.encoding) }
      known[encoding] = row
    }
    let encodings = truth.values.keys.sorted { $0.precedesBytewise($1) }
    // What noise allows depends on which architectures have a prediction, and most columns have that of the same.
    var limits: (unpredicted: [String], limits: [(source: String, limits: NoiseLimits)])?
    for (column, name) in predictions.names.enumerated() {
      var (truths, predicted, unpredicted): ([Double], [Double], [String]) = ([], [], [])
      var (tests, counts): ([Double], [Int]) = ([], [])
      for encoding in encodings {
        guard let score = known[encoding]?.scores[column], let value = truth.values[encoding] else {
          unpredicted.append(encoding)
          continue
        }
        truths.append(truth.sign * value)
        predicted.append(isLowerBetter ? -score : score)
        tests.append(truth.sign * (truth.test?[encoding] ?? .nan))
        counts.append(truth.counts[encoding] ?? 1)
      }
      let noise: [(source: String, limits: NoiseLimits)]
      if let limits, limits.unpredicted == unpredicted {
        noise = limits.limits
      } else {
        noise = truth.spreads.map {
          ($0.source, NoiseLimits(truths, counts: counts, deviation: $0.deviation))
        }
        limits = (unpredicted, noise)
      }
      columns.append(
        Column(
          name: name,
          measures: PredictorMeasures(
            truth: truths, predicted: predicted, test: truth.test == nil ? nil : tests,
            split: truth.split?.rawValue ?? "", limits: noise),
          unpredicted: unpredicted))
    }
    guard columns.contains(where: { $0.measures.count > 0 }) else {
      throw .input(
        "\(path): none of \(rows) architectures has a score in the release; the first is '\(predictions.rows[0].encoding)'"
      )
    }
  }
}

extension SearchSpace {
  /// The one normalized text of what `encoding` denotes.
  fileprivate func normalized(_ encoding: String) throws(EncodingError) -> String { encode(try parse(encoding)) }
}
