public import Core

/// The cell-level space of TransNAS-Bench-101: one cell, repeated in a backbone of five fixed modules.
///
/// Encodings are `64-41414-a_bc_def`, where node k's digits list its sources 0 ..< k; cells are enumerated in bytewise
/// order of encodings.
public struct TransNASBench101Micro: TransNASBench101Space {
  public let id: SpaceID = "transnas-bench-101-micro"
  public var apiName: String { "micro" }
  public let title = "TransNAS-Bench-101, micro (cell-level) space, CVPR 2021"
  public let size = "4096"

  /// The modules of every backbone, 41414.
  private static let modules = TransNASModules([
    .doublingAndHalving, .plain, .doublingAndHalving, .plain, .doublingAndHalving,
  ])

  public init() {}

  public func parse(_ encoding: String) throws(EncodingError) -> TransNASMicroCell {
    do throws(EncodingError) {
      return try TransNASMicroCell(encoding: encoding)
    } catch {
      guard (try? TransNASMacroArchitecture(encoding: encoding)) != nil else { throw error }
      throw EncodingError(
        .malformed(
          found: "a macro encoding, \(EncodingText.quoted(encoding))",
          expected: "a micro encoding, \(TransNASMicroCell.grammar)"), at: error.offset)
    }
  }

  public func encode(_ cell: TransNASMicroCell) -> String { cell.encoding }

  public func representative(of cell: TransNASMicroCell, under kind: EquivalenceKind) -> TransNASMicroCell {
    switch kind {
    case .isomorphic: TransNASMicroCell(code: TransNASMicroClasses.isomorphic[Int(cell.code)])
    case .sameNetwork: TransNASMicroCell(code: TransNASMicroClasses.sameNetwork[Int(cell.code)])
    default: preconditionFailure("\(id) has no equivalence '\(kind)'")
    }
  }

  public func isDisconnected(_ cell: TransNASMicroCell) -> Bool { cell.isDisconnected }

  public func sketches(of cell: TransNASMicroCell) -> [CellSketch] { [cell.sketch] }

  public func neighbours(of cell: TransNASMicroCell) -> [TransNASMicroCell] { cell.neighbours }

  public func reductions(of cell: TransNASMicroCell) -> [CellReduction<TransNASMicroCell>] { cell.reductions }

  public func backbone(of cell: TransNASMicroCell) -> TransNASBackbone {
    TransNASBackbone(modules: Self.modules, block: .cell(cell))
  }

  public func enumerate() -> AnySequence<TransNASMicroCell>? {
    AnySequence((0..<UInt16(TransNASMicroCell.count)).lazy.map { TransNASMicroCell(code: $0) })
  }
}
