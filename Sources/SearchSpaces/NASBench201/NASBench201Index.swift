/// The order of the architectures in the released files of NAS-Bench-201 and NATS-Bench.
///
/// The authors shuffled the list once, with Python's generator; the outcome is carried here as it was released, and does
/// not hang on a second implementation of that generator.
enum NASBench201Index {
  /// By index in the released files, the code of the cell.
  static let codes: [UInt16] = {
    var letters = (firstHalf + secondHalf).utf8.lazy.filter { $0 >= UInt8(ascii: "A") }.makeIterator()
    var codes: [UInt16] = []
    codes.reserveCapacity(NASBench201Cell.count)
    while let first = letters.next(), let second = letters.next(), let third = letters.next() {
      codes.append([first, second, third].reduce(0) { $0 * 25 + UInt16($1 - UInt8(ascii: "A")) })
    }
    precondition(codes.count == NASBench201Cell.count, "an index for every cell")
    return codes
  }()

  /// By code of a cell, its index in the released files.
  static let indices: [UInt16] = {
    var indices = Array(repeating: UInt16(0), count: NASBench201Cell.count)
    for (index, code) in codes.enumerated() { indices[Int(code)] = UInt16(index) }
    return indices
  }()
}
