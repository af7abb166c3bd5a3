import Core

extension NASBench101Reading {
  /// Reads NASLib's tuple: `(`, the n² entries of the matrix row by row, n operations, `)`, all digits.
  /// - Parameter start: the offset of the bracket.
  init(tuple text: String, from start: Int) throws(EncodingError) {
    var digits: [UInt8] = []
    var offsets: [Int] = []
    var offset = start + 1
    var isDue = true
    var isClosed = false
    for byte in text.utf8.dropFirst(offset) {
      switch byte {
      case UInt8(ascii: " "), 0x0A, 0x0D, 0x09: break
      case UInt8(ascii: "0")...UInt8(ascii: "9") where isDue && !isClosed:
        digits.append(byte - UInt8(ascii: "0"))
        offsets.append(offset)
        isDue = false
      case UInt8(ascii: ",") where !isDue && !isClosed: isDue = true
      case UInt8(ascii: ")") where !isDue && !isClosed: isClosed = true
      default: throw Self.tupleFault(text, isDue, isClosed, at: offset)
      }
      offset += 1
    }
    guard isClosed else { throw Self.tupleFault(text, isDue, isClosed, at: offset) }
    let count = Self.vertexCount(ofTuple: digits.count)
    guard count * count + count == digits.count else {
      throw EncodingError(
        .malformed(
          found: "\(digits.count) numbers", expected: "n * n + n: a matrix and n operations, such as 56 for 7 vertices"),
        at: start)
    }
    for (index, digit) in digits.enumerated() {
      let isEntry = index < count * count
      guard digit > (isEntry ? 1 : 4) else { continue }
      throw EncodingError(
        .unknownSymbol(
          "\(digit)",
          expected: isEntry ? "0 or 1" : "0 input, 1 output, 2 maxpool3x3, 3 conv1x1-bn-relu or 4 conv3x3-bn-relu"),
        at: offsets[index])
    }
    let specification = NASBench101Specification(
      rows: (0..<count).map { Array(digits[$0 * count..<($0 + 1) * count]) },
      operations: digits.suffix(count).map { NASBench101Cell.naslibLabels[Int($0)] })
    self.init(specification: specification) { place in
      switch place {
      case .matrix: start
      case .row(let row): offsets[row * count]
      case .entry(let row, let column): offsets[row * count + column]
      case .operations: offsets[count * count]
      case .operation(let vertex): offsets[count * count + vertex]
      }
    }
  }

  /// The largest n with n² + n ≤ `length`.
  private static func vertexCount(ofTuple length: Int) -> Int {
    var count = 0
    while (count + 1) * (count + 2) <= length { count += 1 }
    return count
  }

  private static func tupleFault(_ text: String, _ isDue: Bool, _ isClosed: Bool, at offset: Int) -> EncodingError {
    let expected = isClosed ? "the end of the text" : isDue ? "a digit" : "',' or ')'"
    return EncodingError(
      .malformed(
        found: EncodingText.found(in: text, at: offset),
        expected: "\(expected), as in (0, 1, 0, 0, 0, 1): a matrix row by row, then operations"), at: offset)
  }
}
