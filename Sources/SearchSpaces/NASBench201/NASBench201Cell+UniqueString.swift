import Core

extension NASBench201Cell {
  /// The text by which the authors tell architectures apart, as `get_unique_str` of their interface gives it: 6,466 texts.
  ///
  /// Reproduced with its faults, for they make the number: zero passes on only from a node whose text is exactly `#`,
  /// so that two dead edges into a node (`#+#`) bring it to life; and dead terms stay in a sum. Cells of one text can
  /// differ in costs, and the 341 disconnected cells have five texts.
  /// Source: AutoDL-Projects, `xautodl/models/cell_searchs/genotypes.py`, `to_unique_str(consider_zero=True)`.
  var uniqueString: String {
    var texts = ["0"]
    var terms: [String] = []
    for (index, edge) in Self.edges.enumerated() {
      let source = texts[edge.source]
      switch operation(onEdge: index) {
      case .none: terms.append("#")
      case _ where source == "#": terms.append("#")
      case .skipConnect: terms.append(source)
      case let operation: terms.append("(\(source))@\(operation.label)")
      }
      if edge.source == edge.target - 1 {
        terms.sort { $0.precedesBytewise($1) }
        texts.append(terms.joined(separator: "+"))
        terms = []
      }
    }
    return texts[3]
  }
}
