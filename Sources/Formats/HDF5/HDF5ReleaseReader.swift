import Bindings
import Bytes
import Core

/// Reads `<name>.h5` as release lines. Sources and facts are not in it.
///
/// Runs libhdf5 on the file in this very process: see `HDF5ReleaseProcess` for one that is not lost when it dies.
public struct HDF5ReleaseReader {
  /// Called once the file is open, before anything else is read of it.
  private let afterOpening: () throws -> Void

  public init(afterOpening: @escaping () throws -> Void = {}) { self.afterOpening = afterOpening }

  /// Calls `body` with blocks of whole lines: the head, then the runs, group by group.
  /// - Throws: `ReleaseInputError`, and what `body` throws, as one.
  /// - Complexity: Memory in proportion to a chunk of every metric of a task, and the size of the names.
  public func read(_ path: String, _ body: (RawSpan) throws -> Void) throws(ReleaseInputError) {
    do {
      let file = try HDF5InputFile(reading: path)
      try afterOpening()
      // Every object is checked before the first is read.
      try file.root.walk { _, _ in }
      var tree = try HDF5ReleaseTree(file)
      var writer = ReleaseLineWriter()
      writer.write(tree.head)
      // An open dataset holds a cache, so those of a group are closed once it is read.
      while let group = tree.nextGroup() {
        try HDF5RunReader(group, path: path).read { line throws(ReleaseInputError) in
          writer.write(line)
          do { try writer.flush(body) } catch { throw ReleaseInputError(error, path: path) }
        }
      }
      try writer.flush(isLast: true, body)
    } catch {
      throw ReleaseInputError(error, path: path)
    }
  }
}
