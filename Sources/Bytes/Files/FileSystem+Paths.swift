internal import Glibc

extension FileSystem {
  /// The absolute path behind `path`, links resolved; what does not exist yet stays below its resolved parent.
  public static func resolved(_ path: String) -> String {
    if let known = unsafe realpath(path, nil) {
      defer { unsafe free(known) }
      return unsafe String(cString: known)
    }
    let trimmed = trimmed(path)
    let name = lastComponent(of: trimmed)
    let above = trimmed.contains("/") ? parent(of: trimmed) : "."
    if above == trimmed || name.isEmpty { return trimmed }
    let base = resolved(above)
    return base == "/" ? "/\(name)" : "\(base)/\(name)"
  }

  /// The path without its last component: `/` for `/a`, `.` for `a`.
  public static func parent(of path: String) -> String {
    let trimmed = trimmed(path)
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  /// What follows the last slash.
  public static func lastComponent(of path: String) -> String {
    let trimmed = trimmed(path)
    return trimmed.lastIndex(of: "/").map { String(trimmed[trimmed.index(after: $0)...]) } ?? trimmed
  }

  /// Creates a directory and all that lack above it.
  public static func createDirectories(_ path: String) throws(SystemError) {
    if unsafe access(path, F_OK) == 0 { return }
    let above = parent(of: path)
    if above != path { try createDirectories(above) }
    do throws(SystemError) { try createDirectory(path) } catch { if error.code != EEXIST { throw error } }
  }

  /// Whether this process may read the file at `path`.
  public static func isReadable(_ path: [UInt8]) -> Bool {
    unsafe access((path + [0]).map { CChar(bitPattern: $0) }, R_OK) == 0
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
