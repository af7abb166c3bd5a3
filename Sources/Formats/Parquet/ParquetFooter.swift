import Bytes

/// What stands at the end of a Parquet file: `FileMetaData` of `parquet.thrift`.
struct ParquetFooter: Sendable {
  /// `PLAIN`.
  static let plainEncoding: Int32 = 0
  /// `RLE`, which is what levels have.
  static let levelEncoding: Int32 = 3
  /// The same for every file: a reader decides by it which bugs of a writer it must mend.
  static let creator = "cellar version 1.0"

  /// A row group that is in the file.
  struct RowGroup: Sendable {
    var rowCount: Int
    var offset: Int
    /// Each column's chunk, its bytes dropped, and their number.
    var chunks: [(chunk: ParquetChunk, offset: Int, size: Int)]
  }

  let columns: [ParquetColumn]
  let options: ParquetOptions
  var rowGroups: [RowGroup] = []

  /// The footer with its length and the magic bytes behind it.
  func append(to output: inout OutputBytes) {
    var writer = ThriftCompactWriter()
    writer.int32(1, 2)  // the version of the format
    appendSchema(to: &writer)
    writer.int64(3, Int64(rowGroups.reduce(0) { $0 + $1.rowCount }))
    writer.list(4, of: .structure, count: rowGroups.count)
    for (index, group) in rowGroups.enumerated() {
      writer.structureElement { append(group, index, to: &$0) }
    }
    if !options.metadata.isEmpty {
      writer.list(5, of: .structure, count: options.metadata.count)
      for (key, value) in options.metadata {
        writer.structureElement {
          $0.string(1, key)
          $0.string(2, value)
        }
      }
    }
    writer.string(6, Self.creator)
    // Every column in the order of its type: without this readers ignore the bounds.
    writer.list(7, of: .structure, count: columns.count)
    for _ in columns { writer.structureElement { $0.structure(1) { _ in } } }
    writer.end()
    let size = writer.output.count
    output.append(writer.output)
    output.append(littleEndian: UInt32(size))
    output.append("PAR1")
  }

  private func appendSchema(to writer: inout ThriftCompactWriter) {
    writer.list(2, of: .structure, count: columns.count + 1)
    writer.structureElement {
      $0.string(4, "schema")
      $0.int32(5, Int32(columns.count))
    }
    for column in columns {
      writer.structureElement {
        $0.int32(1, column.kind.physicalType)
        $0.int32(3, column.isOptional ? 1 : 0)
        $0.string(4, column.name)
        if column.kind == .string {
          $0.int32(6, 0)  // UTF8, for readers that know no logical types
          $0.structure(10) { $0.structure(1) { _ in } }
        }
      }
    }
  }

  private func append(_ group: RowGroup, _ index: Int, to writer: inout ThriftCompactWriter) {
    writer.list(1, of: .structure, count: group.chunks.count)
    for (column, entry) in zip(columns, group.chunks) {
      writer.structureElement {
        $0.int64(2, 0)  // where the metadata stand once more: nowhere
        $0.structure(3) { append(entry.chunk, column, offset: entry.offset, size: entry.size, to: &$0) }
      }
    }
    writer.int64(2, Int64(group.chunks.reduce(0) { $0 + $1.chunk.uncompressedSize }))
    writer.int64(3, Int64(group.rowCount))
    writer.int64(5, Int64(group.offset))
    writer.int64(6, Int64(group.chunks.reduce(0) { $0 + $1.size }))
    if let ordinal = Int16(exactly: index) { writer.int16(7, ordinal) }
  }

  private func append(
    _ chunk: ParquetChunk, _ column: ParquetColumn, offset: Int, size: Int, to writer: inout ThriftCompactWriter
  ) {
    writer.int32(1, column.kind.physicalType)
    writer.list(2, of: .int32, count: column.isOptional ? 2 : 1)
    writer.int32Element(Self.plainEncoding)
    if column.isOptional { writer.int32Element(Self.levelEncoding) }
    writer.list(3, of: .binary, count: 1)
    writer.binaryElement(Array(column.name.utf8))
    writer.int32(4, options.compression.rawValue)
    writer.int64(5, Int64(chunk.valueCount))
    writer.int64(6, Int64(chunk.uncompressedSize))
    writer.int64(7, Int64(size))
    writer.int64(9, Int64(offset))
    writer.structure(12) {
      $0.int64(3, Int64(chunk.statistics.nullCount))
      guard let (least, greatest) = chunk.statistics.bounds else { return }
      $0.binary(5, greatest)
      $0.binary(6, least)
      $0.boolean(7, true)
      $0.boolean(8, true)
    }
  }
}
