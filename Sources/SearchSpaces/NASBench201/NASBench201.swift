public import Core

/// NAS-Bench-201, which is the topology space of NATS-Bench: one cell of six edges, repeated in a fixed skeleton.
///
/// Encodings are the architecture strings of the benchmark; cells are enumerated in bytewise order of encodings. Costs
/// belong to the encoding and not to the `published` class, since the authors count dead edges.
public struct NASBench201: SearchSpace {
  public let id: SpaceID = "nas-bench-201"
  public let title = "NAS-Bench-201 (topology space of NATS-Bench), ICLR 2020"
  public let size = "\(NASBench201Cell.count)"
  public let equivalences: [EquivalenceKind] = [.isomorphic, .sameNetwork, .published]
  public let notations: [NotationName] = [.own, .naslib, .index]

  public init() {}

  public func parse(_ encoding: String) throws(EncodingError) -> NASBench201Cell {
    switch encoding.utf8.first {
    case UInt8(ascii: "|"): return try NASBench201Cell(encoding: encoding)
    case UInt8(ascii: "("): return try NASBench201Cell(tuple: encoding)
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try NASBench201Cell(indexText: encoding)
    default:
      throw EncodingError(
        .malformed(
          found: EncodingText.found(in: encoding, at: 0),
          expected: """
            an architecture string \(NASBench201Cell.grammar), a tuple of NASLib \(NASBench201Cell.tupleGrammar) \
            or an index 0 to \(NASBench201Cell.count - 1)
            """), at: 0)
    }
  }

  public func encode(_ cell: NASBench201Cell) -> String { cell.encoding }

  public func encode(_ cell: NASBench201Cell, in notation: NotationName) -> String? {
    switch notation {
    case .own: cell.encoding
    case .naslib: cell.tuple
    case .index: "\(cell.index)"
    default: nil
    }
  }

  public func representative(of cell: NASBench201Cell, under kind: EquivalenceKind) -> NASBench201Cell {
    let table =
      switch kind {
      case .isomorphic: NASBench201Classes.isomorphic
      case .sameNetwork: NASBench201Classes.sameNetwork
      case .published: NASBench201Classes.published
      default: preconditionFailure("\(id) has no equivalence '\(kind)'")
      }
    return NASBench201Cell(code: table[Int(cell.code)])
  }

  /// `published:` and the authors' unique string; else kind and smallest encoding.
  public func classID(of cell: NASBench201Cell, under kind: EquivalenceKind) -> String {
    "\(kind):\(kind == .published ? cell.uniqueString : encode(representative(of: cell, under: kind)))"
  }

  public func isDisconnected(_ cell: NASBench201Cell) -> Bool { cell.liveNodes == 0 }

  public func costs(of cell: NASBench201Cell) -> [CostEntry] { cell.costs() }

  public func costs(of cell: NASBench201Cell, at dimensions: [String: Int]) -> [CostEntry]? {
    NASBench201Skeleton(dimensions).map { cell.costs(in: $0) }
  }

  public func enumerate() -> AnySequence<NASBench201Cell>? {
    AnySequence((0..<UInt16(NASBench201Cell.count)).lazy.map { NASBench201Cell(code: $0) })
  }

  public func sample(using generator: inout SeededGenerator) -> NASBench201Cell {
    NASBench201Cell(code: UInt16(generator.next(below: UInt64(NASBench201Cell.count))))
  }

  public func neighbours(of cell: NASBench201Cell) -> [NASBench201Cell] { cell.neighbours }

  public func reductions(of cell: NASBench201Cell) -> [CellReduction<NASBench201Cell>] { cell.reductions }

  public func sketches(of cell: NASBench201Cell) -> [CellSketch] { [cell.sketch] }

  public var costSources: [CostSource] { NATSBenchDataset.costSources }
}

extension NotationName {
  /// The tuple of six numbers of NASLib.
  public static let naslib: NotationName = "naslib"
  /// The index in the released benchmark files.
  public static let index: NotationName = "index"
}
