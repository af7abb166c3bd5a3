/// A formula by the id under which artifacts and `docs/formulas.md` name it.
public struct StatisticsFormula: Sendable, Hashable {
  public var id: String
  public var text: String
  /// Who defines it so, empty where it is common or Cellar's own.
  public var source: String

  init(_ id: String, _ text: String, source: String = "") {
    self.id = id
    self.text = text
    self.source = source
  }

  /// All that stand in `statistics.json` or in the output of `rank`, sorted by id.
  public static let all: [StatisticsFormula] = [
    StatisticsFormula("avg_rank", "mean over tasks of the rank, ties sharing their mean", source: "TransNAS-Bench-101"),
    StatisticsFormula("best_epoch", "the epoch that best_valid selects"),
    StatisticsFormula(
      "bootstrap_class", "2.5 % and 97.5 % quantile over draws, with replacement, of as many equivalence classes"),
    StatisticsFormula(
      "br_at_k", "best true rank among the predicted best K, from 1; ties share their best rank",
      source: "Ning et al. 2021"),
    StatisticsFormula("curve_area", "trapezoidal rule over epochs, divided by the number of steps"),
    StatisticsFormula("curve_drop", "best value less final value, oriented"),
    StatisticsFormula("diverged", "runs with a value that is not finite, or a final value worse than the first"),
    StatisticsFormula(
      "hv", "volume that the first front dominates within the reference", source: "Zitzler, Thiele 1999"),
    StatisticsFormula("hv_normalized", "hv / product over objectives of |reference - ideal|"),
    StatisticsFormula(
      "kt_at_top", "tau_b within the predicted best K and what is tied with the last of them",
      source: "Ning et al. 2021"),
    StatisticsFormula("mad", "median |y - median|"),
    StatisticsFormula("mae", "mean |y - p|"),
    StatisticsFormula("mean", "sum / n"),
    StatisticsFormula("mean_score", "mean of rank01 over tasks; absent unless all are there"),
    StatisticsFormula("minmax", "(y - min) / (max - min) = 1 - nregret"),
    StatisticsFormula("minmax_p", "(y - p1) / (p99 - p1), clipped; percentiles over connected cells"),
    StatisticsFormula("mse", "mean (y - p)²"),
    StatisticsFormula(
      "noise_rho",
      "mean rho of y and y + pooled_sd / sqrt(n) N(0, 1) over draws: of the true scores with y, if noise is normal and "
        + "of one size; an estimate, not a bound"),
    StatisticsFormula(
      "noise_tau",
      "mean tau_b of y and y + pooled_sd / sqrt(n) N(0, 1) over draws: of the true scores with y, if noise is normal "
        + "and of one size; an estimate, not a bound"),
    StatisticsFormula("nregret", "(max - y) / (max - min)", source: "HPO-B"),
    StatisticsFormula("overlap_k", "|best k of x and of y| / k; equal values in the order of encodings"),
    StatisticsFormula(
      "p_at_bottom", "share of the predicted worst K with fewer than K that are strictly worse in truth",
      source: "Ning et al. 2021"),
    StatisticsFormula(
      "p_at_top", "share of the predicted best K with fewer than K that are strictly better in truth",
      source: "Ning et al. 2021"),
    StatisticsFormula(
      "pareto_k", "number of the non-dominated front; dominating is no worse in all and better in one",
      source: "Deb 2002"),
    StatisticsFormula("pearson", "cov(x, y) / (sd x · sd y), with its sign"),
    StatisticsFormula("pooled_sd", "sqrt(SS / df) of single runs within classes or replicates"),
    StatisticsFormula(
      "precision_k", "|above the (k+1)-th of y and of p| / k, strictly above", source: "NASLib"),
    StatisticsFormula(
      "quantile_7", "linear interpolation between the closest ranks", source: "Hyndman, Fan 1996, type 7"),
    StatisticsFormula("r2", "1 - sum (y - p)² / sum (y - mean y)²", source: "NAS-Bench-301"),
    StatisticsFormula("rank01", "1 - (rank - 1) / (n - 1)"),
    StatisticsFormula("regret", "max - y", source: "NAS-Bench-101"),
    StatisticsFormula("rel_random", "(y - mean) / |mean|", source: "Yang, Esperança, Carlucci 2020"),
    StatisticsFormula(
      "reliability",
      "max(0, 1 - score_sd² / sd²): pearson of y with a second y of as many runs; its square root, of the true scores "
        + "with y",
      source: "Spearman 1904"),
    StatisticsFormula("rho", "pearson of the average ranks", source: "Spearman 1904"),
    StatisticsFormula("rmse", "sqrt(mse)", source: "NAS-Bench-301"),
    StatisticsFormula("robust_z", "(y - median) / (1.4826 mad)"),
    StatisticsFormula("score_sd", "sqrt(mean (pooled_sd² / n)), y being the mean of n runs"),
    StatisticsFormula("sd", "sqrt(mean (y - mean)²), ddof 0"),
    StatisticsFormula(
      "sparse_tau", "tau_b after the predictions are rounded to the precision of the metric", source: "NAS-Bench-301"),
    StatisticsFormula(
      "tau_b", "(P - Q) / sqrt((P + Q + Tx)(P + Q + Ty))", source: "Kendall 1945; Knight 1966"),
    StatisticsFormula("tau_top", "tau_b among the tenth that is best in the first"),
    StatisticsFormula("worst_task", "the task with the lowest rank01"),
    StatisticsFormula(
      "wr_at_k", "worst true rank among the predicted best K, from 1; ties share their best rank",
      source: "Ning et al. 2021"),
    StatisticsFormula("zscore", "(y - mean) / sd"),
  ]

  /// The formula `id` as the description of a column writes it: id and text.
  public static func line(_ id: String) -> String {
    guard let formula = all.first(where: { $0.id == id }) else { return id }
    return "\(id): \(formula.text)"
  }
}
