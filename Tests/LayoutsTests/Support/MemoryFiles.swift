import Bytes
import Core

/// Files that lie in memory, for readers.
final class MemoryFiles: FileSource {
  private let files: [(path: String, bytes: [UInt8])]

  init(_ files: [(path: String, bytes: [UInt8])]) { self.files = files }

  convenience init(_ text: String, path: String = "input/file") { self.init([(path, Array(text.utf8))]) }

  func releasePath(of file: Int) -> String { files[file].path }

  func load(_ file: Int, into buffer: inout ByteBuffer, limit: Int) throws(FileError) {
    guard files[file].bytes.count <= limit else {
      throw FileError(path: Array(files[file].path.utf8), operation: .read, reason: .largerThan(limit: limit))
    }
    buffer = ByteBuffer(files[file].bytes)
  }
}

extension SourceLayout {
  /// The runs of a text under this layout.
  func runs(of text: String, path: String = "input/file") -> [RawRun] {
    var reader = makeReader(configuration: [])
    return reader.read(SourceUnit(records: [0], logs: []), from: MemoryFiles(text, path: path))
  }

  /// What the quarantine repeats of a text.
  func record(_ pointer: String, of text: String) -> String {
    var reader = makeReader(configuration: [])
    return reader.record(at: SourceReference(file: 0, pointer: pointer), from: MemoryFiles(text))
  }
}
