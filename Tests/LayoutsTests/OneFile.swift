import Bytes
import Core

/// A listing of one file, for readers under test.
final class OneFile: FileSource {
  let path: String

  init(_ path: String) { self.path = path }

  func releasePath(of file: Int) -> String { "input/\(FileSystem.lastComponent(of: path))" }

  func load(_ file: Int, into buffer: inout ByteBuffer, limit: Int) throws(FileError) {
    try buffer.readFile(at: path, limit: limit)
  }

  /// The runs that `layout` reads, after it has recognized the file.
  func runs(_ layouts: [any SelfDescribingLayout]) throws -> (found: RecognizedFile, runs: [RawRun])? {
    let probe = FileProbe(
      file: 0, name: FileSystem.lastComponent(of: path), head: try ByteBuffer.head(ofFileAt: path, count: 1 << 16),
      size: 0, location: path)
    for layout in layouts {
      guard let found = try layout.recognize(probe, in: self) else { continue }
      var reader = found.layout.makeReader(configuration: [])
      return (found, reader.read(SourceUnit(records: [0], logs: []), from: self))
    }
    return nil
  }
}
