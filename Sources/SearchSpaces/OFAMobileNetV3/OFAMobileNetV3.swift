public import Core

/// The MobileNetV3 supernets of once-for-all (ICLR 2020), of width 1.0 and 1.2.
///
/// Encodings are the authors' configuration in JSON, with 0 in the slots that are not part of the network: those are
/// dropped when a text is read, so that every subnet has one encoding. Too large to enumerate. `size` counts subnets and
/// not configurations; every `isomorphic` class is one subnet.
public struct OFAMobileNetV3: SearchSpace {
  public let id: SpaceID = "ofa-mobilenetv3"
  public let title = "Once-for-all, MobileNetV3, ICLR 2020"
  public let size = "\(OFAArchitecture.count)"
  public let equivalences: [EquivalenceKind] = [.isomorphic]

  public init() {}

  public func parse(_ encoding: String) throws(EncodingError) -> OFAArchitecture {
    try OFAArchitecture(encoding: encoding)
  }

  public func encode(_ cell: OFAArchitecture) -> String { cell.encoding }

  public func representative(of cell: OFAArchitecture, under kind: EquivalenceKind) -> OFAArchitecture {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return cell
  }

  public func isDisconnected(_ cell: OFAArchitecture) -> Bool { false }

  public func costs(of cell: OFAArchitecture) -> [CostEntry] { cell.costs() }

  public func enumerate() -> AnySequence<OFAArchitecture>? { nil }

  /// Uniform over subnets: deeper stages are likelier, since there are more of them.
  public func sample(using generator: inout SeededGenerator) -> OFAArchitecture {
    let width = OFAWidth.allCases[Int(generator.next(below: UInt64(OFAWidth.allCases.count)))]
    let resolution = OFAArchitecture.resolutions[
      Int(generator.next(below: UInt64(OFAArchitecture.resolutions.count)))]
    let stages = (0..<OFAArchitecture.stageCount).map { _ in
      OFAStage(code: Int(generator.next(below: UInt64(OFAStage.count))))
    }
    return OFAArchitecture(width: width, resolution: resolution, stages: stages)
  }

  public func sketches(of cell: OFAArchitecture) -> [CellSketch] { [cell.sketch] }

  public var costSources: [CostSource] {
    [
      CostSource(
        counter: "published",
        text: "the authors' MFLOPs: plain multiply-accumulates of convolutions and linear layers")
    ]
  }
}
