import Core
import SearchSpaces

extension NASBench201: RenamesInnerNodes {
  /// Nodes 1 and 2 can change places where no operation joins them.
  func renamings(of cell: NASBench201Cell) -> [NASBench201Cell] {
    let old = cell.operations
    return old[2] == .none ? [NASBench201Cell(operations: [old[1], old[0], old[2], old[3], old[5], old[4]])] : []
  }

  /// The authors' rule takes node 2 for alive where node 1 in its place is dead.
  var kindsUnchangedByRenaming: [EquivalenceKind] { [.isomorphic, .sameNetwork] }
}

/// Spaces of sequences, which have nothing to rename.
extension NATSBenchSize: RenamesInnerNodes {
  func renamings(of cell: NATSBenchWidths) -> [NATSBenchWidths] { [] }
}

extension NASBenchMacro: RenamesInnerNodes {
  func renamings(of cell: NASBenchMacroArchitecture) -> [NASBenchMacroArchitecture] { [] }
}

extension PiNAS: RenamesInnerNodes {
  func renamings(of cell: PiNASArchitecture) -> [PiNASArchitecture] { [] }
}

extension AttentiveNAS: RenamesInnerNodes {
  func renamings(of cell: AttentiveNASConfiguration) -> [AttentiveNASConfiguration] { [] }
}

extension OFAMobileNetV3: RenamesInnerNodes {
  func renamings(of cell: OFAArchitecture) -> [OFAArchitecture] { [] }
}
