import ArgumentParser
import Bytes
import Codecs
import Core
import Formats
import Layouts

/// Which writer a file name asks for.
enum ConversionTarget {
  /// The endings that name a format, longest first, for messages too.
  static let endings = [
    ".h5", ".hdf5", ".sqlite", ".sqlite3", ".db", ".json", ".jsonl", ".csv", ".parquet", "parquet",
    ".pth", ".tfrecord", "-simple",
  ]

  /// The writer for `path`.
  /// - Throws: `ValidationError` where no format has its ending.
  static func writer(for path: String) throws -> any ArtifactWriter {
    let name = path.lowercased()
    switch true {
    case name.hasSuffix(".h5"), name.hasSuffix(".hdf5"): return HDF5Writer()
    case name.hasSuffix(".sqlite"), name.hasSuffix(".sqlite3"), name.hasSuffix(".db"): return SQLiteWriter()
    case name.hasSuffix(".parquet"): return ParquetReleaseWriter(.oneFile)
    case FileSystem.lastComponent(of: name) == "parquet": return ParquetReleaseWriter(.tables)
    case name.hasSuffix(".pth"): return TransNASPickleWriter()
    case name.hasSuffix(".tfrecord"): return NASBench101Writer()
    case FileSystem.lastComponent(of: name).hasSuffix("-simple"): return NATSBenchFolderWriter()
    default: break
    }
    let (stem, compression) = compression(of: name)
    switch true {
    case stem.hasSuffix(".jsonl"): return JSONLinesWriter(compression: compression)
    case stem.hasSuffix(".json"): return JSONDocumentWriter(compression: compression)
    case stem.hasSuffix(".csv"): return SummaryWriter(compression: compression)
    default:
      throw ValidationError(
        "'\(path)' names no format; expected one of \(endings.map { "'\($0)'" }.joined(separator: ", ")); text also "
          + "with '.gz' or '.zst'.")
    }
  }

  /// A name without the ending of a compression, and that compression.
  private static func compression(of name: String) -> (stem: String, compression: TextCompression) {
    if name.hasSuffix(".gz") { return (String(name.dropLast(3)), .gzip) }
    if name.hasSuffix(".zst") { return (String(name.dropLast(4)), .zstd) }
    return (name, .none)
  }
}
