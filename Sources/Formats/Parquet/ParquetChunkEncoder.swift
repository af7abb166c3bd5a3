import Bindings
import Bytes

/// Encodes the values of one column of one row group into pages: `PLAIN`, data pages of version 1 with checksums.
struct ParquetChunkEncoder: ~Copyable {
  private let column: ParquetColumn
  private let pageSize: Int
  private var chunk = ParquetChunk()
  /// The pages so far.
  private var pages = OutputBytes()
  /// The values of the page that is being filled, absent ones left out.
  private var values = OutputBytes()
  /// Which values of the page are present.
  private var present: [Bool] = []
  /// Booleans that fill no byte yet, the first in the lowest bit.
  private var (bits, bitCount): (UInt8, UInt8) = (0, 0)

  private init(_ column: ParquetColumn, pageSize: Int) {
    self.column = column
    self.pageSize = pageSize
  }

  /// - Precondition: `values` are of the kind of `column`, and all present unless it is optional; no text has 2³⁰ bytes.
  static func encode(
    _ values: ParquetValues, of column: ParquetColumn, pageSize: Int, with compressor: inout ParquetCompressor
  ) -> ParquetChunk {
    precondition(values.kind == column.kind, "values of '\(column.name)' are of another kind")
    var encoder = ParquetChunkEncoder(column, pageSize: pageSize)
    switch values {
    case .int64(let values): for value in values { encoder.add(value, &compressor) { $0.put($1) } }
    case .double(let values): for value in values { encoder.add(value, &compressor) { $0.put($1) } }
    case .boolean(let values): for value in values { encoder.add(value, &compressor) { $0.put($1) } }
    case .string(let values): for value in values { encoder.add(value, &compressor) { $0.put($1) } }
    }
    // A chunk without rows has a page all the same: some readers want one.
    if !encoder.present.isEmpty || encoder.chunk.valueCount == 0 { encoder.endPage(&compressor) }
    encoder.chunk.bytes = encoder.pages.array
    return encoder.chunk
  }

  @inline(__always)
  private mutating func add<Value>(
    _ value: Value?, _ compressor: inout ParquetCompressor, _ put: (inout ParquetChunkEncoder, Value) -> Void
  ) {
    present.append(value != nil)
    if let value {
      put(&self, value)
    } else {
      precondition(column.isOptional, "an absent value in '\(column.name)', which is not optional")
      chunk.statistics.noteNull()
    }
    // Levels take memory too, however few values there are.
    if values.count + present.count / 8 >= pageSize { endPage(&compressor) }
  }

  private mutating func put(_ value: Int64) {
    chunk.statistics.note(value)
    values.append(littleEndian: value)
  }

  private mutating func put(_ value: Double) {
    chunk.statistics.note(value)
    values.append(littleEndian: value.bitPattern)
  }

  private mutating func put(_ value: Bool) {
    chunk.statistics.note(value)
    if value { bits |= 1 << bitCount }
    bitCount += 1
    if bitCount == 8 { endBits() }
  }

  private mutating func put(_ value: String) {
    let count = value.utf8.count
    precondition(count < 1 << 30, "a text of \(count) bytes in '\(column.name)'")
    chunk.statistics.note(value)
    values.append(littleEndian: UInt32(count))
    values.append(string: value)
  }

  private mutating func endBits() {
    guard bitCount > 0 else { return }
    values.append(bits)
    (bits, bitCount) = (0, 0)
  }

  private mutating func endPage(_ compressor: inout ParquetCompressor) {
    endBits()
    var content = OutputBytes(capacity: values.count + present.count / 8 + 64)
    if column.isOptional { ParquetLevels.append(present, to: &content) }
    content.append(values)
    let compressed = content.withBytes { compressor.compress($0) }
    var header = ThriftCompactWriter()
    header.int32(1, 0)  // a data page
    header.int32(2, Int32(content.count))
    header.int32(3, Int32(compressed.count))
    header.int32(4, Int32(bitPattern: compressed.withBytes { CRC32.checksum(of: $0) }))
    header.structure(5) { page in
      page.int32(1, Int32(present.count))
      page.int32(2, ParquetFooter.plainEncoding)
      page.int32(3, ParquetFooter.levelEncoding)
      page.int32(4, ParquetFooter.levelEncoding)
    }
    header.end()
    pages.append(header.output)
    pages.append(compressed)
    chunk.uncompressedSize += header.output.count + content.count
    chunk.valueCount += present.count
    values.removeAll()
    present.removeAll(keepingCapacity: true)
  }
}
