extension QueryExpression {
  /// The parts of the condition, joined by `and`, that name none of `columns`, and those that name one.
  func parts(naming columns: [String]) -> (without: Node, with: Node) {
    let wanted = Set(names.indices.filter { columns.contains(names[$0].name) })
    var (without, with): ([Node], [Node]) = ([], [])
    for node in Self.conjuncts(of: root) {
      if wanted.isDisjoint(with: Self.columns(of: node)) { without.append(node) } else { with.append(node) }
    }
    return (.and(without), .and(with))
  }

  private static func conjuncts(of node: Node) -> [Node] {
    if case .and(let nodes) = node { return nodes.flatMap(conjuncts) }
    return [node]
  }

  /// Indices into `names`.
  private static func columns(of node: Node) -> [Int] {
    switch node {
    case .comparison(let left, _, let right): [left, right].compactMap(column)
    case .absence(let operand, _): [operand].compactMap(column)
    case .and(let nodes), .or(let nodes): nodes.flatMap(columns)
    case .not(let inner): columns(of: inner)
    }
  }

  private static func column(_ operand: Operand) -> Int? {
    if case .column(let index) = operand { return index }
    return nil
  }
}
