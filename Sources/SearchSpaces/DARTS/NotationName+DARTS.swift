public import Core

extension NotationName {
  /// The fields of a genotype as a JSON object.
  public static let json: NotationName = "json"
  /// The architecture's part of a configuration of NAS-Bench-301, a flat JSON object.
  public static let nasBench301: NotationName = "nas-bench-301"
  /// NASLib's compact form as Python prints it: for each cell eight tuples of an input and the number of an operation.
  public static let naslibCompact: NotationName = "naslib"
}
