import Bindings
import Bytes
import Codecs
import Formats
import Testing

/// A Parquet file read by a small reader of the tests' own, which follows the format's documents: what
/// `ParquetWriter` writes and no more.
struct ParquetFile {
  let bytes: [UInt8]
  let footer: ThriftReader.Value

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    try #require(bytes.starts(with: Array("PAR1".utf8)) && bytes.suffix(4) == Array("PAR1".utf8)[...])
    let size = Self.word(bytes, at: bytes.count - 8)
    var reader = ThriftReader(bytes, at: bytes.count - 8 - size)
    footer = reader.structure()
    try #require(reader.offset == bytes.count - 8)
  }

  var rowGroups: [ThriftReader.Value] { footer[4]?.list ?? [] }

  /// The metadata of one column chunk.
  func chunk(_ group: Int, _ column: Int) -> ThriftReader.Value? { rowGroups[group][1]?.list?[column][3] }

  private static func word(_ bytes: [UInt8], at offset: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  /// The values of a column chunk by its pages, nil where absent, as `PLAIN` has them (texts without their length).
  func values(_ group: Int, _ column: Int, _ kind: ParquetColumn.Kind, isOptional: Bool) throws -> [[[UInt8]?]] {
    let metadata = try #require(chunk(group, column))
    let codec = try #require(metadata[4]?.integer)
    let start = try #require(metadata[9]?.integer)
    let end = start + (try #require(metadata[7]?.integer))
    var reader = ThriftReader(bytes, at: start)
    var pages: [[[UInt8]?]] = []
    var uncompressed = 0
    while reader.offset < end {
      let headerStart = reader.offset
      let header = reader.structure()
      let size = try #require(header[3]?.integer)
      let packed = Array(bytes[reader.offset..<reader.offset + size])
      let checksum = packed.withBytes { CRC32.checksum(of: $0) }
      #expect(header[4]?.integer == Int(Int32(bitPattern: checksum)))
      let content: [UInt8] =
        switch codec {
        case 2: try GzipCodec().decompress(packed.span, limit: 1 << 28)
        case 6: try ZstdCodec().decompress(packed.span, limit: 1 << 28)
        default: packed
        }
      #expect(header[2]?.integer == content.count)
      uncompressed += reader.offset - headerStart + content.count
      let count = try #require(header[5]?[1]?.integer)
      pages.append(try page(content, count, kind, isOptional))
      reader = ThriftReader(bytes, at: reader.offset + size)
    }
    #expect(reader.offset == end)
    #expect(metadata[6]?.integer == uncompressed)
    #expect(metadata[5]?.integer == pages.reduce(0) { $0 + $1.count })
    return pages
  }

  private func page(
    _ content: [UInt8], _ count: Int, _ kind: ParquetColumn.Kind, _ isOptional: Bool
  ) throws -> [[UInt8]?] {
    var offset = 0
    var present = [Bool](repeating: true, count: count)
    if isOptional {
      offset = 4 + Self.word(content, at: 0)
      present = Self.levels(Array(content[4..<offset]), count)
    }
    var bit = 0
    let result = present.map { isPresent -> [UInt8]? in
      guard isPresent else { return nil }
      switch kind {
      case .int64, .double:
        offset += 8
        return Array(content[offset - 8..<offset])
      case .boolean:
        defer { bit += 1 }
        return [content[offset + bit / 8] >> UInt8(bit % 8) & 1]
      case .string:
        let size = Self.word(content, at: offset)
        offset += 4 + size
        return Array(content[offset - size..<offset])
      }
    }
    #expect(offset + (bit + 7) / 8 == content.count)
    return result
  }

  /// The hybrid of run lengths and packed bits, width 1.
  private static func levels(_ bytes: [UInt8], _ count: Int) -> [Bool] {
    var result: [Bool] = []
    var offset = 0
    while offset < bytes.count {
      var (header, shift) = (0, 0)
      repeat {
        header |= Int(bytes[offset] & 0x7F) << shift
        shift += 7
        offset += 1
      } while bytes[offset - 1] >= 0x80
      if header & 1 == 0 {
        result += [Bool](repeating: bytes[offset] == 1, count: header >> 1)
        offset += 1
      } else {
        for group in bytes[offset..<offset + header >> 1] {
          for bit in 0..<8 { result.append(group >> UInt8(bit) & 1 == 1) }
        }
        offset += header >> 1
      }
    }
    return Array(result.prefix(count))
  }
}
