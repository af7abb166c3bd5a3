public import Bytes

/// Computes the published hash of cells, many after another, in memory of its own.
///
/// The same as `PublishedGraphHash`, all vertices of a cell at once.
/// - Complexity: no allocation per cell; about 120 blocks of MD5 for a cell of 7 vertices.
public struct NASBench101Hasher: Sendable {
  private var batch = MD5Batch()

  public init() {}

  /// The published hash of `cell`, the same for all of its orderings.
  public mutating func hash(of cell: NASBench101Cell) -> MD5Digest {
    hash(of: NASBench101Neighbours(cell))
  }

  mutating func hash(of graph: NASBench101Neighbours) -> MD5Digest {
    let count = graph.vertexCount
    var digests = InlineArray<8, MD5Digest>(repeating: MD5Digest(high: 0, low: 0))
    for vertex in 0..<count {
      digests[vertex] = Self.firstDigest(
        sources: graph.sources(of: vertex), targets: graph.targets(of: vertex), label: graph.label(of: vertex))
    }
    var sorted = SortedDigests(digests, count: count)
    for _ in 0..<count {
      for vertex in 0..<count {
        batch.removeAll(vertex)
        append(graph.sources(of: vertex), sorted, to: vertex)
        batch.append(Self.bar, count: 1, to: vertex)
        append(graph.targets(of: vertex), sorted, to: vertex)
        batch.append(Self.bar, count: 1, to: vertex)
        batch.append(sorted.digits[sorted.rank(of: vertex)], to: vertex)
      }
      sorted = SortedDigests(batch.digests(count: count), count: count)
    }
    return listDigest(sorted, count: count)
  }

  static let bar = UInt64(UInt8(ascii: "|"))
  /// `['`, `', '` and `']` with the first character in the lowest byte.
  static let (opening, comma, closing): (UInt64, UInt64, UInt64) = (0x275B, 0x2720_2C27, 0x5D27)

  /// Appends the digits of the vertices in the set `neighbours`, sorted.
  @inline(__always) private mutating func append(_ neighbours: UInt8, _ sorted: borrowing SortedDigests, to lane: Int) {
    var ranks = sorted.ranks(of: neighbours)
    while ranks != 0 {
      batch.append(sorted.digits[ranks.trailingZeroBitCount], to: lane)
      ranks &= ranks &- 1
    }
  }

  /// The digest of the sorted digests as Python prints a list of texts.
  private mutating func listDigest(_ sorted: borrowing SortedDigests, count: Int) -> MD5Digest {
    batch.removeAll(0)
    batch.append(Self.opening, count: 2, to: 0)
    for rank in 0..<count {
      if rank > 0 { batch.append(Self.comma, count: 4, to: 0) }
      batch.append(sorted.digits[rank], to: 0)
    }
    batch.append(Self.closing, count: 2, to: 0)
    return batch.digest(0)
  }

  /// The digest of `(out-degree, in-degree, label)`, neighbours given as bit sets.
  static func firstDigest(sources: UInt8, targets: UInt8, label: Int) -> MD5Digest {
    firstDigests[(targets.nonzeroBitCount * 8 + sources.nonzeroBitCount) * 5 + label + 2]
  }

  /// By out-degree 0 ... 7, in-degree 0 ... 7 and label -2 ... 2.
  private static let firstDigests: [MD5Digest] = (0..<8).flatMap { outgoing in
    (0..<8).flatMap { incoming in
      (-2...2).map { label in "(\(outgoing), \(incoming), \(label))".withBytes { MD5.digest(of: $0) } }
    }
  }
}
