import Bytes
import Core

/// Where the pieces of a `ClassEnumeration` come from.
protocol ClassSource: Sendable {
  var pieceCount: Int { get }
  func count(ofPiece piece: Int) -> Int
  func appendLines(ofPiece piece: Int, hashes: Bool, to output: inout OutputBytes)
}

/// A space that makes pieces itself.
struct PiecewiseSource<Space: PiecewiseEnumerable>: ClassSource {
  let space: Space
  let kind: EquivalenceKind?

  var pieceCount: Int { space.pieceCount(under: kind) }

  func count(ofPiece piece: Int) -> Int {
    var count = 0
    space.forEachCell(ofPiece: piece, under: kind) { _ in count += 1 }
    return count
  }

  func appendLines(ofPiece piece: Int, hashes: Bool, to output: inout OutputBytes) {
    space.appendLines(ofPiece: piece, under: kind, hashes: hashes, to: &output)
  }
}

/// Any enumerable space: the cells that are their own representatives, each class having just one of them.
struct CellByCellSource<Space: SearchSpace>: ClassSource {
  let space: Space
  let kind: EquivalenceKind?
  let cells: [Space.Cell]

  private static var cellsPerPiece: Int { 1024 }

  var pieceCount: Int { (cells.count + Self.cellsPerPiece - 1) / Self.cellsPerPiece }

  func count(ofPiece piece: Int) -> Int { members(ofPiece: piece).count { isListed($0) } }

  func appendLines(ofPiece piece: Int, hashes: Bool, to output: inout OutputBytes) {
    for cell in members(ofPiece: piece) where isListed(cell) {
      if hashes {
        let name = space.classID(of: cell, under: .published)
        output.append(string: String(name.dropFirst("\(EquivalenceKind.published):".count)))
        output.append(UInt8(ascii: "\t"))
      }
      output.append(string: space.encode(cell))
      output.append(UInt8(ascii: "\n"))
    }
  }

  private func isListed(_ cell: Space.Cell) -> Bool {
    kind.map { space.representative(of: cell, under: $0) == cell } ?? true
  }

  private func members(ofPiece piece: Int) -> ArraySlice<Space.Cell> {
    let start = piece * Self.cellsPerPiece
    return cells[start..<min(start + Self.cellsPerPiece, cells.count)]
  }
}
