/// How large a cell may be once it is pruned.
public struct NASBench101Limits: Sendable, Hashable {
  /// Input and output included, 2 ... 7.
  public let vertices: Int
  /// 1 ... 9.
  public let edges: Int

  /// - Precondition: within the published limits of 7 vertices and 9 edges.
  public init(vertices: Int = 7, edges: Int = 9) {
    precondition(2...7 ~= vertices && 1...9 ~= edges, "limits within those of the benchmark")
    self.vertices = vertices
    self.edges = edges
  }

  /// Those of the benchmark: 7 vertices, 9 edges (the README of the repository has the two numbers the wrong way round).
  public static let published = NASBench101Limits()
}
