internal import Glibc

/// What a release needs of the file system: directories, renames, durability, removal. All paths may be relative.
public enum FileSystem {
  /// Whether something stands at `path`; a dangling symbolic link does.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// Whether `path` is a directory, not a link to one.
  public static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether `path` is a symbolic link, whatever it leads to.
  public static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether `path` is a regular file, or leads to one by links.
  public static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether both paths lead to one file or directory, by whatever links.
  public static func areSame(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    guard unsafe stat(first, &one) == 0, unsafe stat(second, &other) == 0 else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  /// The number of bytes of the file at `path`.
  public static func size(of path: String) throws(SystemError) -> Int {
    var status = stat()
    if unsafe stat(path, &status) < 0 { throw .last("stat", path) }
    return Int(status.st_size)
  }

  /// Creates one directory.
  /// - Throws: `SystemError` where `path` exists already or its parent does not.
  public static func createDirectory(_ path: String) throws(SystemError) {
    if unsafe mkdir(path, 0o755) < 0 { throw .last("create directory", path) }
  }

  /// The names in a directory, without `.` and `..`, sorted bytewise; bytes that are not UTF-8 are replaced.
  public static func names(in path: String) throws(SystemError) -> [String] {
    guard let directory = unsafe opendir(path) else { throw .last("open directory", path) }
    defer { unsafe closedir(directory) }
    return try unsafe entries(of: directory, path).map { String(decoding: $0.dropLast(), as: UTF8.self) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Moves `source` to `target`, in one step, replacing a file or an empty directory that stands there.
  public static func rename(_ source: String, to target: String) throws(SystemError) {
    if unsafe Glibc.rename(source, target) < 0 { throw .last("rename", target) }
  }

  /// Swaps what stands at the two paths.
  ///
  /// One step where the file system can (`renameat2` with `RENAME_EXCHANGE`); elsewhere three renames through
  /// `<source>-aside`, between which `target` is missing for a moment.
  /// - Throws: `SystemError`; the state before is restored where a later rename of the three fails.
  public static func exchange(_ source: String, with target: String) throws(SystemError) {
    if exchangeAtOnce(source, target) == 0 { return }
    guard errno == EINVAL || errno == ENOSYS || errno == ENOTSUP else { throw .last("exchange", target) }
    let aside = "\(source)-aside"
    try rename(target, to: aside)
    do throws(SystemError) {
      try rename(source, to: target)
    } catch {
      try rename(aside, to: target)
      throw error
    }
    try rename(aside, to: source)
  }

  /// `renameat2` with `RENAME_EXCHANGE`; -1 and `errno` where that fails or the C library is too old to have it.
  private static func exchangeAtOnce(_ source: String, _ target: String) -> Int32 {
    // Declared only under _GNU_SOURCE, which the Swift importer does not define, hence looked up by name.
    typealias Function =
      @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = unsafe dlsym(nil, "renameat2") else {
      errno = ENOSYS
      return -1
    }
    let exchanged: UInt32 = 2
    return unsafe unsafeBitCast(symbol, to: Function.self)(AT_FDCWD, source, AT_FDCWD, target, exchanged)
  }

  /// Makes the names in a directory durable: creations, renames and removals in it.
  public static func syncDirectory(_ path: String) throws(SystemError) {
    try sync(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  }

  /// Makes the content of a file durable that a library wrote.
  public static func syncFile(_ path: String) throws(SystemError) { try sync(path, O_RDONLY | O_CLOEXEC) }

  private static func sync(_ path: String, _ flags: Int32) throws(SystemError) {
    let descriptor = retrying { unsafe open(path, flags) }
    if descriptor < 0 { throw .last("open", path) }
    defer { close(descriptor) }
    if retrying({ fsync(descriptor) }) < 0 { throw .last("sync", path) }
  }
}
