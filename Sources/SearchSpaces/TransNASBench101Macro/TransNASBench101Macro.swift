public import Core

/// The network-level space of TransNAS-Bench-101: basic blocks, and a choice of where to widen and where to halve.
///
/// Encodings are `64-MODULES-basic`; architectures are enumerated in bytewise order of encodings. No two are the same
/// network, and none has dead edges.
public struct TransNASBench101Macro: TransNASBench101Space {
  public let id: SpaceID = "transnas-bench-101-macro"
  public var apiName: String { "macro" }
  public let title = "TransNAS-Bench-101, macro (network-level) space, CVPR 2021"
  public let size = "3256"

  public init() {}

  public func parse(_ encoding: String) throws(EncodingError) -> TransNASMacroArchitecture {
    do throws(EncodingError) {
      return try TransNASMacroArchitecture(encoding: encoding)
    } catch {
      guard (try? TransNASMicroCell(encoding: encoding)) != nil else { throw error }
      throw EncodingError(
        .malformed(
          found: "a micro encoding, \(EncodingText.quoted(encoding))",
          expected: "a macro encoding, \(TransNASMacroArchitecture.grammar)"), at: error.offset)
    }
  }

  public func encode(_ cell: TransNASMacroArchitecture) -> String { cell.encoding }

  public func representative(
    of cell: TransNASMacroArchitecture, under kind: EquivalenceKind
  ) -> TransNASMacroArchitecture {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return cell
  }

  public func isDisconnected(_ cell: TransNASMacroArchitecture) -> Bool { false }

  public func neighbours(of cell: TransNASMacroArchitecture) -> [TransNASMacroArchitecture] { cell.neighbours }

  public func sketches(of cell: TransNASMacroArchitecture) -> [CellSketch] { [cell.modules.sketch] }

  public func backbone(of cell: TransNASMacroArchitecture) -> TransNASBackbone {
    TransNASBackbone(modules: cell.modules, block: .basic)
  }

  public func enumerate() -> AnySequence<TransNASMacroArchitecture>? { AnySequence(TransNASMacroArchitecture.all) }
}
