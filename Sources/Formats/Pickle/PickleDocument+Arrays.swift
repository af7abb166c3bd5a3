internal import Bytes

extension PickleDocument {
  /// The elements of a tensor as doubles, the last index the one that changes fastest; nil for anything else, for
  /// complex numbers, for a storage that is compressed, and for a tensor that repeats elements or reaches beyond its
  /// storage. Only here is a storage looked at.
  /// - Complexity: O(elements)
  public func elements(ofTensor value: PickleValue) -> [Double]? {
    guard let tensor = tensor(value), let content = storageContents[tensor.storage.key],
      tensor.shape.count == tensor.strides.count, tensor.dataType.isNumber
    else { return nil }
    let size = tensor.dataType.size
    var count = 1
    var last = tensor.offset
    for (length, stride) in zip(tensor.shape, tensor.strides) {
      if length == 0 { return [] }
      let (product, isTooMuch) = count.multipliedReportingOverflow(by: length)
      let (reach, isTooFar) = (length - 1).multipliedReportingOverflow(by: stride)
      guard !isTooMuch, !isTooFar, stride >= 0, product <= tensor.storage.count, reach < tensor.storage.count else {
        return nil
      }
      (count, last) = (product, last + reach)
    }
    guard tensor.offset >= 0, last < tensor.storage.count, (last + 1) * size <= content.count else { return nil }
    return source.withBytes { bytes in
      var result: [Double] = []
      result.reserveCapacity(count)
      var indices = [Int](repeating: 0, count: tensor.shape.count)
      var place = tensor.offset
      for _ in 0..<count {
        result.append(
          PickleElement(at: content.lowerBound + place * size, tensor.dataType, isBigEndian: false, in: bytes).asDouble)
        for axis in tensor.shape.indices.reversed() {
          indices[axis] += 1
          place += tensor.strides[axis]
          if indices[axis] < tensor.shape[axis] { break }
          place -= indices[axis] * tensor.strides[axis]
          indices[axis] = 0
        }
      }
      return result
    }
  }

  /// The elements of a numpy array as doubles, the last index the one that changes fastest; nil for anything else, for
  /// complex numbers and texts, and for objects that are not all numbers.
  public func doubles(of value: PickleValue) -> [Double]? {
    guard let array = array(value) else { return nil }
    if array.dataType == .object {
      var numbers: [Double] = []
      return copyDoubles(of: array.content, into: &numbers) ? numbers : nil
    }
    guard array.dataType.isNumber else { return nil }
    let size = array.dataType.size
    let count = array.count
    return withContent(array.content) { bytes -> [Double]? in
      guard bytes.byteCount == count * size else { return nil }
      var result: [Double] = []
      result.reserveCapacity(count)
      var indices = [Int](repeating: 0, count: array.shape.count)
      for number in 0..<count {
        var place = number
        if array.isFortran, array.shape.count > 1 {
          // The place of an index in Fortran's order, counted up as in C's.
          place = 0
          for axis in array.shape.indices.reversed() { place = place * array.shape[axis] + indices[axis] }
          for axis in array.shape.indices.reversed() {
            indices[axis] += 1
            if indices[axis] < array.shape[axis] { break }
            indices[axis] = 0
          }
        }
        result.append(
          PickleElement(at: place * size, array.dataType, isBigEndian: array.isBigEndian, in: bytes).asDouble)
      }
      return result
    }
  }

  /// The list of the elements of a numpy array of objects, the last index the one that changes fastest; nil for
  /// anything else.
  public func objects(of value: PickleValue) -> PickleValue? {
    guard let array = array(value), array.dataType == .object else { return nil }
    return array.content
  }

  /// The elements of a numpy array of texts along one axis, each without the zeros that fill it up; nil for anything
  /// else.
  public func texts(of value: PickleValue) -> [String]? {
    guard let parts = parts(value, .array), parts.count == 4, let array = array(value), array.shape.count == 1,
      array.dataType == .unicode, let width = self.parts(parts[1], .dataType).flatMap({ integer($0[2]) })
    else { return nil }
    let size = 4 * Int(width)
    return withContent(array.content) { bytes in
      var texts: [String] = []
      for number in 0..<array.count {
        let content = bytes.array(number * size..<(number + 1) * size)
        guard let text = PickleText.ofWideCharacters(content, isBigEndian: array.isBigEndian) else { return nil }
        texts.append(String(decoding: text[..<(text.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)], as: UTF8.self))
      }
      return texts
    }
  }

  /// The two parts of a complex number; nil for anything else.
  public func complex(_ value: PickleValue) -> (real: Double, imaginary: Double)? {
    guard let parts = parts(value, .complex), parts.count == 2, let real = double(parts[0]),
      let imaginary = double(parts[1])
    else { return nil }
    return (real, imaginary)
  }
}
