/// Who is whose neighbour in a graph of at most 8 vertices, and the authors' labels, packed into words.
struct NASBench101Neighbours {
  let vertexCount: Int
  /// Byte k is the bit set of the targets of the edges out of vertex k.
  private var targetSets: UInt64 = 0
  /// Byte k is the bit set of the sources of the edges into vertex k.
  private var sourceSets: UInt64 = 0
  /// Byte k is the label of vertex k plus 2.
  private var labels: UInt64 = 0

  /// A graph without edges whose labels are all -2.
  init(vertexCount: Int) {
    precondition(0...8 ~= vertexCount, "at most 8 vertices")
    self.vertexCount = vertexCount
  }

  init(_ cell: NASBench101Cell) {
    self.init(vertexCount: cell.vertexCount)
    var shift = NASBench101Cell.edgeShift(0, 1, vertexCount: vertexCount)
    for source in 0..<cell.output {
      for target in (source &+ 1)..<cell.vertexCount {
        insertEdge(source, target, UInt64(cell.edgeBits &>> shift & 1))
        shift &-= 1
      }
    }
    setLabel(-1, of: 0)
    for vertex in 1..<max(1, cell.output) { setLabel(cell.operation(at: vertex).publishedLabel, of: vertex) }
  }

  /// - Parameter bit: 1 for an edge, 0 for none.
  @inline(__always) mutating func insertEdge(_ source: Int, _ target: Int, _ bit: UInt64 = 1) {
    targetSets |= bit &<< UInt64(8 &* source &+ target)
    sourceSets |= bit &<< UInt64(8 &* target &+ source)
  }

  /// Sets a label of -2 ... 2 that is -2 so far.
  mutating func setLabel(_ label: Int, of vertex: Int) { labels |= UInt64(label + 2) << UInt64(8 * vertex) }

  @inline(__always) func targets(of vertex: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: targetSets >> UInt64(8 * vertex))
  }

  @inline(__always) func sources(of vertex: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: sourceSets >> UInt64(8 * vertex))
  }

  @inline(__always) func label(of vertex: Int) -> Int { Int(labels >> UInt64(8 * vertex) & 0xFF) - 2 }
}
