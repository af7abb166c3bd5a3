import Bytes

/// A `TensorProto` (`tensorflow/core/framework/tensor.proto`), as far as a single number needs it.
struct EventTensor {
  /// The types of numbers (`types.proto`).
  private enum ElementType: Int64 {
    case float = 1
    case double = 2
    case int32 = 3
    case uint8 = 4
    case int16 = 5
    case int8 = 6
    case int64 = 9
    case bool = 10
    case bfloat16 = 14
    case uint16 = 17
    case half = 19
    case uint32 = 22
    case uint64 = 23

    /// The number of bytes of an element.
    var size: Int {
      switch self {
      case .uint8, .int8, .bool: 1
      case .int16, .uint16, .bfloat16, .half: 2
      case .float, .int32, .uint32: 4
      case .double, .int64, .uint64: 8
      }
    }

    /// The field in which elements of the type stand one by one.
    var field: Int {
      switch self {
      case .float: 5
      case .double: 6
      case .int32, .uint8, .int16, .int8, .uint16: 7
      case .int64: 10
      case .bool: 11
      case .bfloat16, .half: 13
      case .uint32: 16
      case .uint64: 17
      }
    }
  }

  private var type: ElementType?
  /// Whether the shape has one element: no dimension, or only those of size 1.
  private var isSingle = true
  private var content: Range<Int>?
  /// The first element and how many there are, per field that may hold elements.
  private var elements: InlineArray<18, (first: UInt64, count: Int)> = .init(repeating: (0, 0))

  init(_ bytes: RawSpan, _ range: Range<Int>) throws(ProtobufError) {
    var reader = ProtobufReader(range)
    while let field = try reader.next(in: bytes) {
      switch field.number {
      case 1: type = ElementType(rawValue: try field.integer())
      case 2: try readShape(bytes, try field.range())
      case 4: content = try field.range()
      case 5, 6, 7, 10, 11, 13, 16, 17: try readElements(bytes, field)
      default: break
      }
    }
  }

  private mutating func readShape(_ bytes: RawSpan, _ range: Range<Int>) throws(ProtobufError) {
    var shape = ProtobufReader(range)
    while let field = try shape.next(in: bytes) {
      if field.number == 3, try field.integer() != 0 { isSingle = false }
      guard field.number == 2 else { continue }
      var dimension = ProtobufReader(try field.range())
      var size: Int64 = 0
      while let field = try dimension.next(in: bytes) {
        if field.number == 1 { size = try field.integer() }
      }
      if size != 1 { isSingle = false }
    }
  }

  /// Elements stand one by one, or packed.
  private mutating func readElements(_ bytes: RawSpan, _ field: ProtobufField) throws(ProtobufError) {
    switch field.value {
    case .varint(let bits), .fixed64(let bits): note(bits, in: field.number)
    case .fixed32(let bits): note(UInt64(bits), in: field.number)
    case .bytes(let range):
      if field.number == 5 || field.number == 6 {
        let size = field.number == 5 ? 4 : 8
        guard range.count % size == 0 else { throw ProtobufError(.cut, at: range.upperBound) }
        for offset in stride(from: range.lowerBound, to: range.upperBound, by: size) {
          note(bytes.extracting(offset..<offset + size).wordOrTail(at: 0), in: field.number)
        }
      } else {
        var packed = ProtobufReader(range)
        while let bits = try packed.nextPackedVarint(in: bytes) { note(bits, in: field.number) }
      }
    }
  }

  private mutating func note(_ bits: UInt64, in field: Int) {
    if elements[field].count == 0 { elements[field].first = bits }
    elements[field].count += 1
  }

  /// The one number of the tensor; nil if it holds none or more, or is of another type.
  func scalar(_ bytes: RawSpan) -> Double? {
    guard let type, isSingle else { return nil }
    if let content, !content.isEmpty {
      guard content.count == type.size else { return nil }
      return number(bytes.extracting(content).wordOrTail(at: 0), type)
    }
    let element = elements[type.field]
    return element.count == 1 ? number(element.first, type) : nil
  }

  private func number(_ bits: UInt64, _ type: ElementType) -> Double {
    switch type {
    case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Double(bitPattern: bits)
    case .int32: Double(Int32(truncatingIfNeeded: bits))
    case .uint8: Double(UInt8(truncatingIfNeeded: bits))
    case .int16: Double(Int16(truncatingIfNeeded: bits))
    case .int8: Double(Int8(truncatingIfNeeded: bits))
    case .int64: Double(Int64(bitPattern: bits))
    case .bool: bits == 0 ? 0 : 1
    case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
    case .uint16: Double(UInt16(truncatingIfNeeded: bits))
    case .half: Self.half(UInt16(truncatingIfNeeded: bits))
    case .uint32: Double(UInt32(truncatingIfNeeded: bits))
    case .uint64: Double(bits)
    }
  }

  /// The value of 16 bits of IEEE 754 (sign, 5 of exponent, 10 of fraction).
  private static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    let magnitude: Double
    switch exponent {
    case 0: magnitude = fraction * 0x1p-24
    case 31: magnitude = fraction == 0 ? .infinity : .nan
    default: magnitude = (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
    }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }
}
