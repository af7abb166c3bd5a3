/// How far noise of known size lets the order of some scores be known: estimates under the assumption that it is normal
/// and of one size for every run.
public struct NoiseLimits: Sendable, Hashable {
  /// Root mean square over architectures of the noise of a score, in the unit of the metric.
  public let deviation: Double
  /// 1 - the square of that / variance of the scores, at least 0; nil where all scores are one.
  public let reliability: Double?
  /// Formulas `noise_tau` and `noise_rho`, likewise.
  public let tau: Double?
  public let rho: Double?

  /// The seed of the first draw; each next one has the next number.
  private static let seed: UInt64 = 0xCE11_A500

  /// - Parameters:
  ///   - scores: means over runs, all finite.
  ///   - counts: runs behind each, at least 1.
  ///   - deviation: of one run.
  /// - Complexity: O(draws × n log n).
  public init(_ scores: [Double], counts: [Int], deviation: Double) {
    precondition(scores.count == counts.count, "every score is the mean of some runs")
    let count = Double(scores.count)
    let deviations = counts.map { deviation / Double($0).squareRoot() }
    let mean = scores.reduce(0, +) / count
    let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let noise = deviations.reduce(0) { $0 + $1 * $1 } / count
    self.deviation = scores.isEmpty ? 0 : noise.squareRoot()
    guard variance > 0, scores.contains(where: { $0 != scores[0] }) else {
      (reliability, tau, rho) = (nil, nil, nil)
      return
    }
    reliability = max(0, 1 - noise / variance)
    let truth = RankedColumn(scores)
    var scratch = PairedColumns.Scratch()
    var (taus, rhos): ([Double], [Double]) = ([], [])
    for draw in 0..<StatisticsDeriver.noiseDraws {
      var deviates = NormalDeviates(seed: Self.seed + UInt64(draw))
      let noisy = RankedColumn(scores.indices.map { scores[$0] + deviations[$0] * deviates.next() })
      let one = PairedColumns(truth, noisy).correlations(&scratch)
      if let tau = one.tau { taus.append(tau) }
      if let rho = one.rho { rhos.append(rho) }
    }
    tau = taus.isEmpty ? nil : taus.reduce(0, +) / Double(taus.count)
    rho = rhos.isEmpty ? nil : rhos.reduce(0, +) / Double(rhos.count)
  }
}
