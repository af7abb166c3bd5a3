internal import Glibc

extension FileSystem {
  /// Removes a file, a link (never what it points to) or a directory with everything in it; nothing there is no error.
  ///
  /// Works relative to open directories, so that a directory that is swapped for a link meanwhile is not followed.
  public static func remove(_ path: String) throws(SystemError) {
    try remove(Array(path.utf8CString), in: AT_FDCWD, path)
  }

  /// - Parameters:
  ///   - name: Zero-terminated, relative to `parent`.
  ///   - path: For the error.
  private static func remove(_ name: [CChar], in parent: Int32, _ path: String) throws(SystemError) {
    if unsafe unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw .last("remove", path) }
    let descriptor = retrying { unsafe openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    if descriptor < 0 { throw .last("remove", path) }
    guard let directory = unsafe fdopendir(descriptor) else {
      let error = SystemError.last("open directory", path)
      close(descriptor)
      throw error
    }
    defer { unsafe closedir(directory) }
    for entry in try unsafe entries(of: directory, path) {
      try remove(entry.map { CChar(bitPattern: $0) }, in: descriptor, path)
    }
    if unsafe unlinkat(parent, name, AT_REMOVEDIR) < 0 && errno != ENOENT { throw .last("remove", path) }
  }

  /// The names in an open directory, as zero-terminated bytes, without `.` and `..`, in the order of the directory.
  static func entries(of directory: OpaquePointer, _ path: String) throws(SystemError) -> [[UInt8]] {
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(directory) else {
        if errno != 0 { throw .last("read directory", path) }
        return names
      }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name + [0]) }
    }
  }
}
