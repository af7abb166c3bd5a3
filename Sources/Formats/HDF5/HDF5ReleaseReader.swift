import Bindings
import Core

/// Reads the head and the runs of `<name>.h5`. Sources and facts are not in it.
///
/// Runs libhdf5 on the file in this very process: see `HDF5ReleaseProcess` for one that is not lost when it dies.
public struct HDF5ReleaseReader {
  /// Called once the file is open, before anything else is read of it.
  private let afterOpening: () throws -> Void

  public init(afterOpening: @escaping () throws -> Void = {}) { self.afterOpening = afterOpening }

  /// Calls `body` with the head, then with each run, group by group.
  /// - Throws: `ReleaseInputError`, and what `body` throws, as one.
  /// - Complexity: Memory in proportion to a chunk of every metric of a task, and the size of the names.
  public func read(_ path: String, _ body: (ReleasePart) throws(ReleaseInputError) -> Void) throws(ReleaseInputError) {
    do {
      let file = try HDF5InputFile(reading: path)
      try afterOpening()
      // Every object is checked before the first is read.
      try file.root.walk { _, _ in }
      var tree = try HDF5ReleaseTree(file)
      try body(.head(tree.head))
      // An open dataset holds a cache, so those of a group are closed once it is read.
      while let group = tree.nextGroup() {
        try HDF5RunReader(group, path: path).read { line throws(ReleaseInputError) in
          try body(.run(line))
        }
      }
    } catch {
      throw ReleaseInputError(error, path: path)
    }
  }
}
