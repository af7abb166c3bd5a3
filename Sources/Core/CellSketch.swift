/// What is drawn of an architecture: named nodes and labelled edges, from input to output.
public struct CellSketch: Sendable, Hashable {
  /// Such as `cell`, `normal`, `reduce`.
  public var title: String
  /// The names of the nodes, in topological order.
  public var nodes: [String]
  public var edges: [Edge]

  /// An operation from one node to a later one.
  public struct Edge: Sendable, Hashable {
    /// Index into `nodes`.
    public var source: Int
    /// Index into `nodes`, above `source`.
    public var target: Int
    /// The operation, empty for a plain connection.
    public var label: String
    /// Whether it lies on a path from input to output.
    public var isLive: Bool

    public init(from source: Int, to target: Int, label: String, isLive: Bool = true) {
      self.source = source
      self.target = target
      self.label = label
      self.isLive = isLive
    }
  }

  public init(title: String, nodes: [String], edges: [Edge]) {
    self.title = title
    self.nodes = nodes
    self.edges = edges
  }
}
