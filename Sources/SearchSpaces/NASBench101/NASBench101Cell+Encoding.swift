extension NASBench101Cell {
  /// The normalized text: compact JSON, `matrix` before `ops`.
  var encoding: String {
    String(decoding: matrixText + #","ops":["#.utf8 + operationsText + "]}".utf8, as: UTF8.self)
  }

  /// NASLib's tuple as Python prints it: the matrix row by row, then the operations, input 0 and output 1 included.
  var naslibTuple: String {
    var numbers: [Int] = []
    for row in 0..<vertexCount {
      for column in 0..<vertexCount { numbers.append(hasEdge(from: row, to: column) ? 1 : 0) }
    }
    numbers += (0..<vertexCount).compactMap { Self.naslibLabels.firstIndex(of: label(of: $0)) }
    return "(\(numbers.map { "\($0)" }.joined(separator: ", ")))"
  }

  /// The value that the authors' graph generator files under the hash: matrix and labels, input -1 and output -2.
  var generatorText: String {
    let labels = (0..<vertexCount).map { vertex in
      vertex == 0 ? "-1" : vertex == output ? "-2" : "\(operation(at: vertex).publishedLabel)"
    }
    return "[\(String(decoding: rowsText, as: UTF8.self)),[\(labels.joined(separator: ","))]]"
  }

  /// The labels of vertices by NASLib's index.
  static let naslibLabels = ["input", "output", "maxpool3x3", "conv1x1-bn-relu", "conv3x3-bn-relu"]

  /// The beginning of the encoding, up to the end of the matrix.
  var matrixText: [UInt8] { #"{"matrix":"#.utf8 + rowsText }

  /// The quoted labels of all vertices, separated by commas.
  private var operationsText: [UInt8] {
    Array((0..<vertexCount).map { "\"\(label(of: $0))\"" }.joined(separator: ",").utf8)
  }

  /// The adjacency matrix as JSON.
  private var rowsText: [UInt8] {
    var text: [UInt8] = [UInt8(ascii: "[")]
    for row in 0..<vertexCount {
      if row > 0 { text.append(UInt8(ascii: ",")) }
      text.append(UInt8(ascii: "["))
      for column in 0..<vertexCount {
        if column > 0 { text.append(UInt8(ascii: ",")) }
        text.append(UInt8(ascii: "0") + (hasEdge(from: row, to: column) ? 1 : 0))
      }
      text.append(UInt8(ascii: "]"))
    }
    return text + [UInt8(ascii: "]")]
  }
}
