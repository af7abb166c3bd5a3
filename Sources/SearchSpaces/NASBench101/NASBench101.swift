public import Bytes
public import Core
import Costs

/// NAS-Bench-101: one cell of at most 7 vertices and 9 edges with three operations, trained on CIFAR-10.
///
/// An encoding is JSON, `{"matrix":…,"ops":…}` with a strictly upper-triangular matrix of 0 and 1; `parse` prunes as the
/// authors do, so dead vertices and edges are read and never written. A cell keeps the order of its vertices: orderings
/// of one graph are different cells of one `isomorphic` class, and the costs of a cell are those of its own order, the
/// one in which a record ships. 1,293,208 cells in 423,624 classes; enumerated in bytewise order of encodings.
///
/// The class `published` is named by the authors' hash. Over this space it is the same partition as `isomorphic`, which
/// does not go by any hash (a test compares the two).
public struct NASBench101: SearchSpace {
  public let id: SpaceID = "nas-bench-101"
  public var apiName: String { "nasbench101" }
  public let title = "NAS-Bench-101, cells of up to 7 vertices and 9 edges, ICML 2019"

  /// Those of the benchmark, or a cut of it.
  public let limits: NASBench101Limits

  public init(limits: NASBench101Limits = .published) { self.limits = limits }

  public var size: String {
    limits == .published ? "1293208" : "\(NASBench101Matrices.matrices(within: limits).reduce(0) { $0 + $1.cellCount })"
  }

  public var equivalences: [EquivalenceKind] { [.isomorphic, .published] }

  public func parse(_ encoding: String) throws(EncodingError) -> NASBench101Cell {
    try NASBench101Reading(encoding).cell(within: limits)
  }

  /// The specification that `encoding` denotes, unpruned and perhaps no valid cell.
  /// - Throws: `EncodingError` where it is no matrix of 0 and 1 with operations.
  public func parseSpecification(_ encoding: String) throws(EncodingError) -> NASBench101Specification {
    try NASBench101Reading(encoding).specification
  }

  public func encode(_ cell: NASBench101Cell) -> String { cell.encoding }

  public func representative(of cell: NASBench101Cell, under kind: EquivalenceKind) -> NASBench101Cell {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return cell.smallestOrdering
  }

  public func classID(of cell: NASBench101Cell, under kind: EquivalenceKind) -> String {
    switch kind {
    case .published: "\(kind):\(publishedHash(of: cell))"
    default: "\(kind):\(encode(representative(of: cell, under: kind)))"
    }
  }

  /// The `module_hash` of a published record, 32 hexadecimal digits. For many cells keep a `NASBench101Hasher`.
  public func publishedHash(of cell: NASBench101Cell) -> MD5Digest {
    var hasher = NASBench101Hasher()
    return hasher.hash(of: cell)
  }

  /// Never: a cell without a path from input to output is not valid.
  public func isDisconnected(_ cell: NASBench101Cell) -> Bool { false }

  /// One entry, for CIFAR-10. Parameters are those of this ordering; the benchmark publishes no multiply-accumulates.
  public func costs(of cell: NASBench101Cell) -> [CostEntry] {
    var tally = CostTally(conventions: [])
    NASBench101Network.addLayers(of: cell, to: &tally)
    let image = NASBench101Network.image
    return [tally.entry(scope: .model, task: "cifar10", input: [image.channels, image.height, image.width])]
  }

  public func enumerate() -> AnySequence<NASBench101Cell>? {
    let matrices = NASBench101Matrices.matrices(within: limits)
    return AnySequence(matrices.lazy.flatMap { matrix in (0..<matrix.cellCount).lazy.map { matrix.cell(at: $0) } })
  }
}
