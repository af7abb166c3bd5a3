import Bytes

/// The header of a `.npy` file: a Python literal that says type and shape, read as text and never evaluated.
struct NumpyHeader {
  let type: String
  let shape: [Int]

  /// Why the header is refused.
  struct Fault: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  var description: String { "type '\(type)', shape (\(shape.map { "\($0)" }.joined(separator: ", ")))" }

  /// - Parameter bytes: the whole file.
  init(_ bytes: RawSpan) throws(Fault) {
    guard bytes.byteCount >= 12 else { throw Fault("the file ends within the header") }
    let isLong = bytes.byte(at: 6) > 1
    let length = isLong ? Int(UInt32(truncatingIfNeeded: bytes.wordOrTail(at: 8))) : Int(bytes.quarterWord(at: 8))
    let start = isLong ? 12 : 10
    guard length <= min(bytes.byteCount - start, 1 << 16) else {
      throw Fault("a header of \(length) bytes is declared, \(bytes.byteCount - start) are left")
    }
    let text = bytes.string(start..<start + length)
    let expected = "the header is no literal of descr, fortran_order and shape"
    guard let type = Self.between("'descr': '", "'", text), text.hasPrefix("{"),
      let order = Self.between("'fortran_order': ", ",", text), order == "True" || order == "False",
      let shape = Self.between("'shape': (", ")", text)
    else { throw Fault(expected) }
    self.type = type
    var sizes: [Int] = []
    var count = 1
    for part in shape.split(separator: ",").map({ $0.drop { $0 == " " } }) where !part.isEmpty {
      guard let size = Int(part) else { throw Fault(expected) }
      guard size >= 0 else { throw Fault("a dimension of \(size) in the shape") }
      sizes.append(size)
      let (product, isBeyond) = count.multipliedReportingOverflow(by: size)
      guard !isBeyond else { throw Fault("the shape (\(shape)) holds more than 2^63 elements") }
      count = product
    }
    self.shape = sizes
    guard let item = Int(type.drop { !$0.isNumber }), item > 0 else {
      throw Fault("the type '\(type)' is none of numbers, which are all that is read")
    }
    let (size, isBeyond) = count.multipliedReportingOverflow(by: item)
    let left = bytes.byteCount - start - length
    guard !isBeyond, size == left else {
      let needed = isBeyond ? "2^63 or more" : "\(size)"
      throw Fault("the shape (\(shape)) of '\(type)' needs \(needed) bytes, \(left) are left")
    }
  }

  private static func between(_ before: String, _ after: String, _ text: String) -> String? {
    guard let start = text.firstRange(of: before), let end = text[start.upperBound...].firstRange(of: after) else {
      return nil
    }
    return String(text[start.upperBound..<end.lowerBound])
  }
}
