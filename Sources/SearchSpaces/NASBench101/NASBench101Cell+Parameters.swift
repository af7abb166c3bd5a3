import Costs

extension NASBench101Cell {
  /// The trainable parameters of the network of this ordering: `trainable_parameters` of a published record with just
  /// this matrix.
  /// - Complexity: no allocation.
  public var parameterCount: Int {
    var tally = ParameterTally()
    NASBench101Network.addLayers(of: self, to: &tally)
    return tally.asBuilt
  }

  /// The different parameter counts of all orderings of this cell, ascending: several for 53,908 of the 423,624 classes,
  /// since channels that do not divide evenly go to the first vertices.
  ///
  /// A published count that is another one of these is no error: the record was trained in another order.
  /// - Complexity: at most 120 topological orders; one network where 1, 2 or 4 vertices are concatenated, which always
  ///   divide the channels.
  public var parameterCountsOverOrderings: [Int] {
    guard concatenatedCount.nonzeroBitCount > 1 else { return [parameterCount] }
    var counts: Set<Int> = []
    forEachOrdering { counts.insert($0.parameterCount) }
    return counts.sorted()
  }
}
