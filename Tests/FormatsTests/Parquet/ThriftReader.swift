/// Reads the compact protocol of Thrift into trees, for tests: traps on what it does not expect.
struct ThriftReader {
  indirect enum Value: Equatable {
    case boolean(Bool)
    case integer(Int64)
    case binary([UInt8])
    case list([Value])
    case structure([Int: Value])

    subscript(field: Int) -> Value? {
      if case .structure(let fields) = self { fields[field] } else { nil }
    }

    var integer: Int? { if case .integer(let value) = self { Int(value) } else { nil } }
    var binary: [UInt8]? { if case .binary(let value) = self { value } else { nil } }
    var text: String? { binary.map { String(decoding: $0, as: UTF8.self) } }
    var list: [Value]? { if case .list(let values) = self { values } else { nil } }
  }

  private let bytes: [UInt8]
  private(set) var offset: Int

  init(_ bytes: [UInt8], at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  mutating func structure() -> Value {
    var fields: [Int: Value] = [:]
    var last = 0
    while true {
      let header = bytes[offset]
      offset += 1
      if header == 0 { return .structure(fields) }
      last = header >> 4 == 0 ? Int(zigzag()) : last + Int(header >> 4)
      fields[last] = value(header & 0xF)
    }
  }

  private mutating func value(_ kind: UInt8) -> Value {
    switch kind {
    case 1: return .boolean(true)
    case 2: return .boolean(false)
    case 4, 5, 6: return .integer(zigzag())
    case 8:
      let count = Int(varint())
      defer { offset += count }
      return .binary(Array(bytes[offset..<offset + count]))
    case 9:
      let header = bytes[offset]
      offset += 1
      let count = header >> 4 == 15 ? Int(varint()) : Int(header >> 4)
      return .list((0..<count).map { _ in value(header & 0xF) })
    case 12: return structure()
    default: fatalError("kind \(kind)")
    }
  }

  private mutating func zigzag() -> Int64 {
    let value = varint()
    return Int64(value >> 1) ^ -Int64(value & 1)
  }

  private mutating func varint() -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while true {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }
}
