import ArgumentParser
import Codecs
import Core
import Formats
import Layouts

/// Which writer a file name asks for.
enum ConversionTarget {
  /// The endings that name a format, longest first, for messages too.
  static let endings = [
    ".h5", ".hdf5", ".sqlite", ".sqlite3", ".db", ".json", ".json.gz", ".jsonl", ".jsonl.gz", ".csv", ".csv.gz",
    ".pth", "-simple",
  ]

  /// The writer for `path`.
  /// - Throws: `ValidationError` where no format has its ending.
  static func writer(for path: String) throws -> any ArtifactWriter {
    let name = path.lowercased()
    switch true {
    case name.hasSuffix(".h5"), name.hasSuffix(".hdf5"): return HDF5Writer()
    case name.hasSuffix(".sqlite"), name.hasSuffix(".sqlite3"), name.hasSuffix(".db"): return SQLiteWriter()
    case name.hasSuffix(".jsonl.gz"): return JSONLinesWriter()
    case name.hasSuffix(".jsonl"): return JSONLinesWriter(compression: .none)
    case name.hasSuffix(".json.gz"): return JSONDocumentWriter()
    case name.hasSuffix(".json"): return JSONDocumentWriter(compression: .none)
    case name.hasSuffix(".csv.gz"): return SummaryWriter()
    case name.hasSuffix(".csv"): return SummaryWriter(compression: .none)
    case name.hasSuffix(".pth"): return TransNASPickleWriter()
    case name.hasSuffix("-simple"), name.hasSuffix("-simple/"): return NATSBenchFolderWriter()
    default:
      throw ValidationError(
        "'\(path)' names no format; expected one of \(endings.map { "'\($0)'" }.joined(separator: ", ")).")
    }
  }
}
