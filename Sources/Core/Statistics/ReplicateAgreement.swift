/// How far one run of each architecture and another run of it agree: measured, not simulated.
public struct ReplicateAgreement: Sendable, Hashable {
  /// Architectures with two results.
  public var count: Int
  /// Kendall's tau-b, Spearman's rho and Pearson's r between the first and the second; nil where either is constant.
  public var tau: Double?
  public var rho: Double?
  public var pearson: Double?

  public init(count: Int, tau: Double?, rho: Double?, pearson: Double?) {
    self.count = count
    self.tau = tau
    self.rho = rho
    self.pearson = pearson
  }
}
