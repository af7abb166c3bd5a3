internal import Glibc

/// Lists every file of a tree, following symbolic links to files and to directories.
///
/// A link to a directory that contains it is reported as a loop and not followed; two links to the same directory
/// elsewhere are both followed. The order depends on names alone: bytewise by release path, then by raw path.
public struct DirectoryWalker: Sendable {
  /// Whether to read size, modification time and inode of regular files: one system call per file.
  public var readsStatus: Bool
  /// How many directories may lie within one another; a deeper one is reported as unreadable (`ENAMETOOLONG`). One file
  /// descriptor is open per level, so the process's limit on those may come first (`EMFILE`).
  public var maximumDepth: Int
  /// How many entries are listed at most: links can make a small tree exponentially large.
  public var maximumCount: Int
  /// How many symbolic links to directories a path may lead through; the next is reported as a loop. Directories that
  /// link to one another would else be listed in exponentially many ways.
  public var maximumLinkDepth = 6
  /// Names that only files should have: a directory of such a name is an entry too, of kind `other`.
  public var fileNames: Set<[UInt8]> = []
  /// How many threads may walk at once; the entries do not depend on it.
  public var workers: Int

  public init(readsStatus: Bool = true, maximumDepth: Int = 256, maximumCount: Int = 20_000_000, workers: Int = 1) {
    self.readsStatus = readsStatus
    self.maximumDepth = maximumDepth
    self.maximumCount = maximumCount
    self.workers = workers
  }

  /// The files below `root`, in order.
  /// - Throws: `FileError` if the root itself cannot be listed, or the tree has more than `maximumCount` entries. What
  ///   fails further down is an entry of its own.
  public func entries(below root: [UInt8]) throws(FileError) -> [DirectoryEntry] {
    guard !root.contains(0) else { throw FileError(path: root, operation: .list, reason: .zeroByteInPath) }
    let descriptor = openDirectory(root, in: AT_FDCWD)
    guard descriptor >= 0 else { throw FileError(path: root, operation: .list, reason: .system(errno)) }
    var walk = DirectoryWalk(options: self)
    try walk.walkRoot(descriptor, path: root)
    return walk.sortedEntries()
  }

  /// The same for a path in text.
  public func entries(below root: String) throws(FileError) -> [DirectoryEntry] {
    try entries(below: Array(root.utf8))
  }
}

/// Opens a directory by its name in another; negative on failure, with `errno` set.
func openDirectory(_ name: [UInt8], in parent: Int32) -> Int32 {
  var terminated = name
  terminated.append(0)
  return unsafe terminated.withUnsafeBufferPointer { bytes in
    unsafe bytes.baseAddress.unsafelyUnwrapped.withMemoryRebound(to: CChar.self, capacity: bytes.count) { name in
      while true {
        let descriptor = unsafe openat(parent, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NONBLOCK)
        if descriptor >= 0 || errno != EINTR { return descriptor }
      }
    }
  }
}
