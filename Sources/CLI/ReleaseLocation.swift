import ArgumentParser
import Bytes
import Formats
import Pipeline

/// The file of a release that answers questions.
struct ReleaseLocation {
  /// The directory of the release, nil where the file was named itself.
  let directory: String?
  let file: String
  let isHDF5: Bool

  /// - Parameter path: A release directory, of which the SQLite file is preferred, or one of the two files.
  /// - Throws: `QueryError`.
  init(_ path: String) throws(QueryError) {
    guard FileSystem.isDirectory(FileSystem.resolved(path)) else {
      directory = nil
      file = path
      isHDF5 = try Self.isHDF5(path)
      return
    }
    directory = path
    let names = (try? FileSystem.names(in: path)) ?? []
    for suffix in [".sqlite", ".h5"] {
      let files = names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.sorted()
      if files.count > 1 {
        throw QueryError(
          "\(path): \(files.count) files end with \(suffix); expected the release of one name", isMissing: true)
      }
      if let name = files.first {
        file = "\(path)/\(name)"
        isHDF5 = suffix == ".h5"
        return
      }
    }
    throw QueryError(
      "\(path): neither a .sqlite nor a .h5 file is there; expected a release directory", isMissing: true)
  }

  private static func isHDF5(_ path: String) throws(QueryError) -> Bool {
    let head: [UInt8]
    do throws(FileError) {
      head = try ByteBuffer.head(ofFileAt: path, count: 16)
    } catch { throw QueryError("\(path): \(error.message)", isMissing: true) }
    if head.starts(with: Array("SQLite format 3\0".utf8)) { return false }
    if head.starts(with: [0x89] + Array("HDF\r\n".utf8)) { return true }
    throw QueryError(
      "\(path): neither SQLite nor HDF5; expected a release directory, its .sqlite or its .h5", isMissing: true)
  }
}
