/// The names that the library tells one by one, up to a limit.
struct HDF5NameList {
  let limit: Int
  private(set) var entries: [(name: String, type: Int32)] = []
  private(set) var hasBadName = false

  init(limit: Int) { self.limit = limit }

  mutating func removeAll() {
    entries = []
    hasBadName = false
  }

  /// Takes up a name.
  /// - Returns: Whether there may be more.
  @unsafe
  mutating func add(_ name: UnsafePointer<CChar>, type: Int32) -> Bool {
    guard entries.count < limit else { return false }
    guard let text = unsafe String(validatingCString: name), !text.isEmpty, text.utf8.count <= 1024 else {
      hasBadName = true
      return false
    }
    entries.append((text, type))
    return true
  }

  func complaint(about what: String) -> String {
    hasBadName ? "a name that is empty, too long or not UTF-8" : "more than \(limit) \(what)"
  }
}
