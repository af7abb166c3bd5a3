public import Core

extension NASBench101 {
  /// The tuple of numbers by which NASLib calls an architecture.
  public static let naslib: NotationName = "naslib"
  /// The value under a hash in the file that the authors' `generate_graphs.py` writes: `[matrix, labels]`.
  public static let generatedGraphs: NotationName = "generate-graphs"

  public var notations: [NotationName] { [.own, Self.naslib, Self.generatedGraphs] }

  public func encode(_ cell: NASBench101Cell, in notation: NotationName) -> String? {
    switch notation {
    case .own: cell.encoding
    case Self.naslib: cell.naslibTuple
    case Self.generatedGraphs: cell.generatorText
    default: nil
    }
  }

  /// One graph: vertices by label, edges without.
  public func sketches(of cell: NASBench101Cell) -> [CellSketch] {
    let vertices = 0..<cell.vertexCount
    let edges = vertices.flatMap { source in
      vertices.filter { cell.hasEdge(from: source, to: $0) }.map { CellSketch.Edge(from: source, to: $0, label: "") }
    }
    return [CellSketch(title: "cell", nodes: vertices.map { cell.label(of: $0) }, edges: edges)]
  }
}
