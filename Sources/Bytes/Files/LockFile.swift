internal import Glibc

/// An exclusive lock among processes, held for as long as the value lives and given up by the system when one dies.
///
/// The file is removed while the lock is still held. Whoever opened it before and gets the lock afterwards sees that
/// the name stands for another file by now, or for none, and begins again; so no two processes hold one name.
public struct LockFile: ~Copyable {
  public let path: String
  private let descriptor: Int32

  /// Takes the lock without waiting.
  /// - Returns: Nil where another process, or another value in this one, holds it.
  /// - Throws: `SystemError` where the file cannot be created or locked at all.
  public init?(acquiring path: String) throws(SystemError) {
    while true {
      let descriptor = retrying { unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644) }
      if descriptor < 0 { throw .last("open lock", path) }
      if retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) < 0 {
        let error = SystemError.last("lock", path)
        close(descriptor)
        if error.code == EWOULDBLOCK { return nil }
        throw error
      }
      if Self.isStill(descriptor, at: path) {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  deinit {
    _ = unsafe unlink(path)
    close(descriptor)
  }

  /// Whether the open file is the one that the path names.
  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var held = stat()
    var named = stat()
    guard unsafe fstat(descriptor, &held) == 0, unsafe lstat(path, &named) == 0 else { return false }
    return held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }
}
