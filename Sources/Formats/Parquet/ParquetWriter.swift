import Bindings
import Bytes
public import Core

/// Writes a Parquet file, row group after row group, with memory for one of them.
///
/// The bytes depend on the values, the row groups, the options and the versions of the compression libraries alone.
/// Dropped without `finish()`, what was written has no footer and counts for nothing.
public struct ParquetWriter: ~Copyable {
  private var file: FileWriter
  private var footer: ParquetFooter

  /// Creates the file.
  /// - Precondition: There is a column, and no two have one name.
  /// - Throws: `ArtifactError`
  public init(creating path: String, columns: [ParquetColumn], options: ParquetOptions = ParquetOptions())
    throws(ArtifactError)
  {
    precondition(!columns.isEmpty && Set(columns.map(\.name)).count == columns.count, "columns of distinct names")
    footer = ParquetFooter(columns: columns, options: options)
    file = try Self.begun(path)
  }

  /// A new file with the magic bytes.
  private static func begun(_ path: String) throws(ArtifactError) -> FileWriter {
    do throws(SystemError) {
      var file = try FileWriter(creating: path)
      try file.write("PAR1")
      return file
    } catch {
      throw ArtifactError(error, path: path)
    }
  }

  /// Writes a row group, its columns compressed on up to `workers` threads.
  /// - Precondition: Each column has as many values as the others, of its kind, present unless it is optional.
  /// - Throws: `ArtifactError`
  public mutating func write(_ rowGroup: [ParquetValues], workers: Int = 1) throws(ArtifactError) {
    let (columns, options) = (footer.columns, footer.options)
    Self.check(rowGroup, columns)
    var chunks: [ParquetChunk] = []
    OrderedWork.run(
      count: columns.count, workers: workers, into: &chunks, scratch: { ParquetCompressor(options.compression) },
      produce: { (index, compressor: inout ParquetCompressor) throws(Never) -> ParquetChunk in
        ParquetChunkEncoder.encode(rowGroup[index], of: columns[index], pageSize: options.pageSize, with: &compressor)
      },
      consume: { (chunk, chunks: inout [ParquetChunk]) throws(Never) in chunks.append(chunk) })
    do throws(SystemError) {
      try append(chunks)
    } catch {
      throw ArtifactError(error, path: file.path)
    }
  }

  /// Writes the footer, syncs and closes the file.
  /// - Returns: The number of bytes of the file.
  /// - Throws: `ArtifactError`
  @discardableResult
  public consuming func finish() throws(ArtifactError) -> Int {
    let path = file.path
    var output = OutputBytes()
    footer.append(to: &output)
    do throws(SystemError) {
      try output.withBytes { (bytes: RawSpan) throws(SystemError) in try file.write(bytes) }
      return try file.finish()
    } catch {
      throw ArtifactError(error, path: path)
    }
  }

  /// Writes a whole file, its row groups made and compressed on many threads and written in order.
  /// - Parameters:
  ///   - rowGroups: The number of row groups.
  ///   - workers: Threads; at most `2 * workers + 2` row groups exist at any time.
  ///   - values: The columns of the row group with the given index, as `write(_:)` wants them. Runs on any thread.
  /// - Returns: The number of bytes of the file.
  /// - Throws: `ArtifactError`; what stands at `path` is removed then, unless it stood there before.
  @discardableResult
  public static func write(
    to path: String, columns: [ParquetColumn], options: ParquetOptions = ParquetOptions(), rowGroups: Int,
    workers: Int, _ values: @Sendable (Int) -> [ParquetValues]
  ) throws(ArtifactError) -> Int {
    var writer = try ParquetWriter(creating: path, columns: columns, options: options)
    do throws(SystemError) {
      try OrderedWork.run(
        count: rowGroups, workers: workers, into: &writer, scratch: { ParquetCompressor(options.compression) },
        produce: { (index, compressor: inout ParquetCompressor) throws(SystemError) -> [ParquetChunk] in
          let group = values(index)
          Self.check(group, columns)
          return columns.indices.map {
            ParquetChunkEncoder.encode(group[$0], of: columns[$0], pageSize: options.pageSize, with: &compressor)
          }
        },
        consume: { (chunks, writer: inout ParquetWriter) throws(SystemError) in try writer.append(chunks) })
    } catch {
      try? FileSystem.remove(path)
      throw ArtifactError(error, path: path)
    }
    do throws(ArtifactError) {
      return try writer.finish()
    } catch {
      try? FileSystem.remove(path)
      throw error
    }
  }

  private static func check(_ rowGroup: [ParquetValues], _ columns: [ParquetColumn]) {
    precondition(rowGroup.count == columns.count, "\(rowGroup.count) columns; expected \(columns.count)")
    precondition(rowGroup.allSatisfy { $0.count == rowGroup[0].count }, "columns of different lengths")
  }

  private mutating func append(_ chunks: [ParquetChunk]) throws(SystemError) {
    var group = ParquetFooter.RowGroup(rowCount: chunks[0].valueCount, offset: file.count, chunks: [])
    for chunk in chunks {
      let offset = file.count
      try file.write(chunk.bytes)
      var noted = chunk
      noted.bytes = []
      group.chunks.append((chunk: noted, offset: offset, size: chunk.bytes.count))
    }
    footer.rowGroups.append(group)
  }
}
