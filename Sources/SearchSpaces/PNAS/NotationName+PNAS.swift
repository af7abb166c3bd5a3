public import Core

extension NotationName {
  /// A genotype of DARTS as Python prints it.
  public static let genotype: NotationName = "genotype"
  /// The lists of TF-slim, inputs of a cell numbered in reverse.
  public static let tfSlim: NotationName = "tf-slim"
}
