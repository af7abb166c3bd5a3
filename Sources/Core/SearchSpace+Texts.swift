/// What the validating stage asks of architectures that it knows by their texts.
extension SearchSpace {
  /// `encoding` in another notation.
  /// - Returns: nil where the text is no architecture, or the notation cannot say it.
  public func text(of encoding: String, in notation: NotationName) -> String? {
    guard notations.contains(notation), let cell = try? parse(encoding) else { return nil }
    return encode(cell, in: notation)
  }

  /// For each of `encodings`, the places of its neighbours among them.
  /// - Complexity: O(encodings · neighbours).
  public func neighbours(among encodings: [String]) -> [[Int32]] {
    let cells = encodings.map { try? parse($0) }
    var places: [Cell: Int32] = [:]
    places.reserveCapacity(cells.count)
    for (place, cell) in cells.enumerated() { if let cell { places[cell] = Int32(place) } }
    return cells.map { cell in cell.map { neighbours(of: $0).compactMap { places[$0] } } ?? [] }
  }

  /// The operations of `encoding`, cell after cell, edge after edge.
  public func operations(of encoding: String) -> [String] {
    guard let cell = try? parse(encoding) else { return [] }
    return sketches(of: cell).flatMap { $0.edges.map(\.label) }
  }

  /// The costs of `encoding` and of what is left when operations with weights are counted away, up to `depth` of them.
  /// - Returns: distinct cells, those with more operations first; the first is `encoding` itself.
  /// - Complexity: O(reductions of a cell, to the power of `depth`) costs.
  public func countedAway(from encoding: String, depth: Int) -> [CountedCell] {
    guard let cell = try? parse(encoding) else { return [] }
    var seen: Set<Cell> = [cell]
    var level: [(cell: Cell, gone: [String])] = [(cell, [])]
    var counted = [CountedCell(encoding: encode(cell), gone: [], costs: costs(of: cell))]
    for _ in 0..<depth {
      var next: [(cell: Cell, gone: [String])] = []
      for (cell, gone) in level {
        for reduction in reductions(of: cell) where seen.insert(reduction.cell).inserted {
          let gone = gone + [reduction.operation]
          next.append((reduction.cell, gone))
          counted.append(
            CountedCell(encoding: encode(reduction.cell), gone: gone, costs: costs(of: reduction.cell)))
        }
      }
      level = next
    }
    return counted
  }
}

/// What is left of an architecture when operations are counted away.
public struct CountedCell: Sendable, Hashable {
  public var encoding: String
  /// The operations that are gone, as the space calls them.
  public var gone: [String]
  public var costs: [CostEntry]

  public init(encoding: String, gone: [String], costs: [CostEntry]) {
    self.encoding = encoding
    self.gone = gone
    self.costs = costs
  }
}
