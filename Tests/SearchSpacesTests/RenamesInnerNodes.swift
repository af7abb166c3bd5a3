import Core
import SearchSpaces

/// A space that can say which other cells are one cell with its inner nodes renamed; every space does so for the laws.
protocol RenamesInnerNodes: SearchSpace {
  /// The cells that `cell` becomes by renaming nodes other than input and output, those with dead edges included.
  func renamings(of cell: Cell) -> [Cell]
  /// The equivalences that renaming keeps: all but rules of authors that do not.
  var kindsUnchangedByRenaming: [EquivalenceKind] { get }
}

extension RenamesInnerNodes {
  var kindsUnchangedByRenaming: [EquivalenceKind] { equivalences }
}

extension TransNASBench101Micro: RenamesInnerNodes {
  /// Nodes 1 and 2 can change places where no operation joins them.
  func renamings(of cell: TransNASMicroCell) -> [TransNASMicroCell] {
    let old = cell.operations
    return old[2] == .none ? [TransNASMicroCell(operations: [old[1], old[0], old[2], old[3], old[5], old[4]])] : []
  }
}

extension TransNASBench101Macro: RenamesInnerNodes {
  /// A sequence of modules has nothing to rename.
  func renamings(of cell: TransNASMacroArchitecture) -> [TransNASMacroArchitecture] { [] }
}
