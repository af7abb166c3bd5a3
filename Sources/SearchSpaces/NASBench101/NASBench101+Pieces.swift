public import Bytes
public import Core

extension NASBench101: PiecewiseEnumerable {
  /// Consecutive matrices, so many that a piece has up to some thousand cells.
  private static let matricesPerPiece = 12

  public func pieceCount(under kind: EquivalenceKind?) -> Int {
    let count = matrices(under: kind).count
    return (count + Self.matricesPerPiece - 1) / Self.matricesPerPiece
  }

  /// Cells in bytewise order of encodings; of a class, its representative.
  ///
  /// A cell stands for its class exactly if no ordering has a smaller matrix, and no reordering that keeps the matrix has
  /// smaller operations: a look at each cell alone, without a set of those seen.
  public func forEachCell(ofPiece piece: Int, under kind: EquivalenceKind?, _ body: (NASBench101Cell) -> Void) {
    for matrix in matrices(ofPiece: piece, under: kind) {
      matrix.forEachChoice(smallestOnly: kind != nil) { _, bits in
        body(
          NASBench101Cell(vertexCount: matrix.vertexCount, edgeBits: matrix.edgeBits, operationBits: bits))
      }
    }
  }

  public func appendLines(
    ofPiece piece: Int, under kind: EquivalenceKind?, hashes: Bool, to output: inout OutputBytes
  ) {
    var hasher = hashes ? NASBench101MatrixHasher() : nil
    var choices: [UInt8] = []
    var digests: [MD5Digest] = []
    for matrix in matrices(ofPiece: piece, under: kind) {
      choices.removeAll(keepingCapacity: true)
      matrix.forEachChoice(smallestOnly: kind != nil) { index, _ in choices.append(UInt8(index)) }
      hasher?.hash(choices, of: matrix, into: &digests)
      let beginning = matrix.cell(at: 0).matrixText
      for (index, choice) in choices.enumerated() {
        if hashes {
          output.append(digests[index])
          output.append(UInt8(ascii: "\t"))
        }
        output.append(beginning)
        Self.appendOperations(of: matrix.cell(at: Int(choice)), to: &output)
      }
    }
  }

  /// Appends the rest of a line behind the matrix.
  private static func appendOperations(of cell: NASBench101Cell, to output: inout OutputBytes) {
    output.append(#","ops":["input""#)
    for vertex in 1..<max(1, cell.output) {
      switch cell.operation(at: vertex) {
      case .convolution1x1: output.append(#","conv1x1-bn-relu""#)
      case .convolution3x3: output.append(#","conv3x3-bn-relu""#)
      case .maxPool3x3: output.append(#","maxpool3x3""#)
      }
    }
    output.append(#","output"]}"# as StaticString)
    output.append(UInt8(ascii: "\n"))
  }

  private func matrices(ofPiece piece: Int, under kind: EquivalenceKind?) -> ArraySlice<NASBench101Matrix> {
    let matrices = matrices(under: kind)
    let start = piece * Self.matricesPerPiece
    return matrices[start..<min(start + Self.matricesPerPiece, matrices.count)]
  }

  /// Every matrix, or for classes those that stand for all of their orderings.
  private func matrices(under kind: EquivalenceKind?) -> [NASBench101Matrix] {
    precondition(kind.map(equivalences.contains) ?? true, "\(id) has no such equivalence")
    if limits == .published { return kind == nil ? NASBench101Matrices.all : NASBench101Matrices.smallest }
    return NASBench101Matrices.matrices(within: limits).filter { kind == nil || $0.isSmallest }
  }
}
