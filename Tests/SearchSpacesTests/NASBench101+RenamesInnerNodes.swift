import SearchSpaces

extension NASBench101: RenamesInnerNodes {
  func renamings(of cell: NASBench101Cell) -> [NASBench101Cell] {
    var cells: [NASBench101Cell] = []
    cell.forEachOrdering { cells.append($0) }
    return cells
  }
}
