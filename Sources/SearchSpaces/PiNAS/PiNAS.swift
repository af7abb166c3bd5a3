public import Core
import Costs

/// The space of Pi-NAS (ICCV 2021): ResNeSt-50 with a choice of radix, cardinality and width for each block.
///
/// Encodings are sixteen digits between blanks. Too large to enumerate; no two are the same network, and none has dead
/// edges, so every `isomorphic` class is one network.
public struct PiNAS: SearchSpace {
  public let id: SpaceID = "pi-nas"
  public let title = "Pi-NAS, ResNeSt-50 blocks, ICCV 2021"
  public let size = "\(1 << (2 * UInt64(PiNASArchitecture.count)))"
  public let equivalences: [EquivalenceKind] = [.isomorphic]
  public let notations: [NotationName] = [.own, .list, .digits]

  public init() {}

  public func parse(_ encoding: String) throws(EncodingError) -> PiNASArchitecture {
    try PiNASArchitecture(encoding: encoding)
  }

  public func encode(_ cell: PiNASArchitecture) -> String { cell.encoding }

  public func encode(_ cell: PiNASArchitecture, in notation: NotationName) -> String? {
    switch notation {
    case .own: cell.encoding
    case .list: cell.list
    case .digits: cell.compact
    default: nil
    }
  }

  public func representative(of cell: PiNASArchitecture, under kind: EquivalenceKind) -> PiNASArchitecture {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return cell
  }

  public func isDisconnected(_ cell: PiNASArchitecture) -> Bool { false }

  public func costs(of cell: PiNASArchitecture) -> [CostEntry] { cell.costs() }

  public func enumerate() -> AnySequence<PiNASArchitecture>? { nil }

  public func sample(using generator: inout SeededGenerator) -> PiNASArchitecture {
    PiNASArchitecture(code: UInt32(generator.next(below: 1 << (2 * UInt64(PiNASArchitecture.count)))))
  }

  public func sketches(of cell: PiNASArchitecture) -> [CellSketch] { [cell.sketch] }

  public var costSources: [CostSource] {
    [
      CostSource(
        counter: OpenSelfSupFlops().name,
        text: """
          the FLOPs counter of OpenSelfSup in the authors' repository: convolutions with biases, linear layers, \
          2 per normalized value, 1 per value of a ReLU, the inputs of pooling
          """),
      CostSource(
        counter: "published", text: "the README's 5.38G of the searched classifier, counted by the OpenSelfSup counter"),
    ]
  }
}

extension NotationName {
  /// A Python list of numbers.
  public static let list: NotationName = "list"
  /// Digits with nothing between them.
  public static let digits: NotationName = "digits"
}
