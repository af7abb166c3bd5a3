public import Core

/// The size space of NATS-Bench: one fixed topology, and a choice of five widths.
///
/// Encodings are the five widths joined by colons; networks are enumerated in bytewise order of encodings (the released
/// files count them in numerical order instead). No two are the same network, and none has dead edges.
public struct NATSBenchSize: SearchSpace {
  public let id: SpaceID = "nats-bench-size"
  public let title = "NATS-Bench, size space, TPAMI 2021"
  public let size = "\(NATSBenchWidths.count)"
  public let equivalences: [EquivalenceKind] = [.isomorphic]

  public init() {}

  public func parse(_ encoding: String) throws(EncodingError) -> NATSBenchWidths {
    try NATSBenchWidths(encoding: encoding)
  }

  public func encode(_ cell: NATSBenchWidths) -> String { cell.encoding }

  public func representative(of cell: NATSBenchWidths, under kind: EquivalenceKind) -> NATSBenchWidths {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return cell
  }

  public func isDisconnected(_ cell: NATSBenchWidths) -> Bool { false }

  public func costs(of cell: NATSBenchWidths) -> [CostEntry] { cell.costs() }

  public func enumerate() -> AnySequence<NATSBenchWidths>? { AnySequence(NATSBenchWidths.all) }

  public func sample(using generator: inout SeededGenerator) -> NATSBenchWidths {
    NATSBenchWidths(index: UInt16(generator.next(below: UInt64(NATSBenchWidths.count))))
  }

  public func neighbours(of cell: NATSBenchWidths) -> [NATSBenchWidths] { cell.neighbours }

  public func sketches(of cell: NATSBenchWidths) -> [CellSketch] { [cell.sketch] }

  public var costSources: [CostSource] { NATSBenchDataset.costSources }
}
