public import Core

/// The supernet of AttentiveNAS (CVPR 2021): resolution, and width, depth, kernel size and expansion of seven stages.
///
/// Encodings are the authors' configuration in JSON. Too large to enumerate. All numbers of a configuration matter, so
/// every `isomorphic` class is one subnet.
public struct AttentiveNAS: SearchSpace {
  public let id: SpaceID = "attentive-nas"
  public let title = "AttentiveNAS, CVPR 2021"
  public let size = "\(AttentiveNASGene.configurationCount)"
  public let equivalences: [EquivalenceKind] = [.isomorphic]
  public let notations: [NotationName] = [.own, .vector]

  public init() {}

  public func parse(_ encoding: String) throws(EncodingError) -> AttentiveNASConfiguration {
    try AttentiveNASConfiguration(encoding: encoding)
  }

  public func encode(_ cell: AttentiveNASConfiguration) -> String { cell.encoding }

  public func encode(_ cell: AttentiveNASConfiguration, in notation: NotationName) -> String? {
    switch notation {
    case .own: cell.encoding
    case .vector: cell.vector
    default: nil
    }
  }

  public func representative(
    of cell: AttentiveNASConfiguration, under kind: EquivalenceKind
  ) -> AttentiveNASConfiguration {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return cell
  }

  public func isDisconnected(_ cell: AttentiveNASConfiguration) -> Bool { false }

  /// One entry: `params` as the authors' static model allocates, `paramsLive` without convolutions of shortcuts that are
  /// never run.
  public func costs(of cell: AttentiveNASConfiguration) -> [CostEntry] { cell.costs() }

  public func enumerate() -> AnySequence<AttentiveNASConfiguration>? { nil }

  public func sample(using generator: inout SeededGenerator) -> AttentiveNASConfiguration {
    AttentiveNASConfiguration(code: generator.next(below: AttentiveNASGene.configurationCount))
  }

  public func sketches(of cell: AttentiveNASConfiguration) -> [CellSketch] { [cell.sketch] }

  public var costSources: [CostSource] {
    [
      CostSource(
        counter: "published",
        text: "the authors' MFLOPs (A0 203 to A6 709): plain multiply-accumulates of convolutions and linear layers")
    ]
  }
}

extension NotationName {
  /// The numbers that the authors' accuracy predictor takes.
  public static let vector: NotationName = "vector"
}
