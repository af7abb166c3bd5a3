/// Correlations of two lists, for measures outside of a release. A place where either is not finite is left out.
public enum RankCorrelation {
  /// Tau-b, nil where a list is constant.
  /// - Precondition: the lists have one length.
  /// - Complexity: O(n log n), as the others.
  public static func kendall(_ first: [Double], _ second: [Double]) -> Double? {
    correlations(first, second).tau
  }

  public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    correlations(first, second).rho
  }

  public static func pearson(_ first: [Double], _ second: [Double]) -> Double? {
    correlations(first, second).pearson
  }

  static func correlations(_ first: [Double], _ second: [Double]) -> PairedColumns.Correlations {
    precondition(first.count == second.count, "a correlation is of lists of one length")
    var scratch = PairedColumns.Scratch()
    return PairedColumns(RankedColumn(first), RankedColumn(second)).correlations(&scratch)
  }
}
