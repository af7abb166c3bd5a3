internal import Dispatch
internal import Glibc
internal import Synchronization

/// The state of one walk of a `DirectoryWalker`, or of the part of it below one directory.
struct DirectoryWalk: Sendable {
  /// What names a directory on this machine.
  private struct Identity: Hashable, Sendable {
    var device: UInt
    var inode: UInt
  }

  /// A name read from a directory, before it is known what it leads to.
  private struct Name: Sendable {
    /// The release name, with a `/` behind it if a directory is to be walked: the order of these is that of the paths.
    var key: [UInt8]
    var raw: [UInt8]
    var kind: DirectoryEntry.Kind?
    var status: stat?
    var isLink = false
  }

  private let options: DirectoryWalker
  private var entries: [DirectoryEntry] = []
  /// The open directories from the root to the current one, and what they are: asked for only where a link leads to a
  /// directory, since it takes a system call.
  private var ancestors: [(descriptor: Int32, identity: Identity?)] = []
  /// How many symbolic links to directories lead from the root to the current directory.
  private var linkDepth = 0
  /// The paths of the current directory, each with a `/` at its end unless it is the root.
  private var rawPrefix: [UInt8] = []
  private var releasePrefix: [UInt8] = []
  /// Whether some name had to be escaped, and whether entries may have been found out of order.
  private var hasEscapes = false
  private var needsSorting = false
  /// Whether the subdirectories of the next directory with several of them may be walked side by side.
  private var maySplit: Bool

  init(options: DirectoryWalker) {
    self.options = options
    maySplit = options.workers > 1
  }

  /// Walks the whole tree and closes the descriptor.
  mutating func walkRoot(_ descriptor: Int32, path: [UInt8]) throws(FileError) {
    let code = try walk(descriptor, root: path)
    if code != 0 { throw FileError(path: path, operation: .list, reason: .system(code)) }
  }

  /// The entries in order. They were found in it, but for unreadable directories and escaped names.
  consuming func sortedEntries() -> [DirectoryEntry] {
    if needsSorting {
      entries.sort { first, second in
        if first.releasePath != second.releasePath {
          return first.releasePath.lexicographicallyPrecedes(second.releasePath)
        }
        return first.path.lexicographicallyPrecedes(second.path)
      }
    }
    return entries
  }

  /// Walks one open directory and closes it; returns an error number if it cannot be read, else 0.
  private mutating func walk(_ descriptor: Int32, root: [UInt8]) throws(FileError) -> Int32 {
    guard let stream = unsafe fdopendir(descriptor) else {
      let code = errno
      _ = close(descriptor)
      return code
    }
    defer { unsafe closedir(stream) }
    ancestors.append((descriptor, nil))
    defer { ancestors.removeLast() }
    var names: [Name] = []
    while true {
      errno = 0
      guard let record = unsafe readdir(stream) else {
        if errno != 0 { return errno }
        break
      }
      if let name = unsafe name(record, in: descriptor) { names.append(name) }
    }
    names.sort { first, second in
      if first.key != second.key { return first.key.lexicographicallyPrecedes(second.key) }
      return first.raw.lexicographicallyPrecedes(second.raw)
    }
    if maySplit, names.count(where: { $0.kind == nil }) > 1 { return try walkSideBySide(names, descriptor, root: root) }
    for name in names {
      if entries.count >= options.maximumCount {
        throw FileError(path: root, operation: .list, reason: .moreEntriesThan(limit: options.maximumCount))
      }
      if let kind = name.kind {
        append(name, kind)
      } else {
        try descend(name, descriptor, root: root)
      }
    }
    return 0
  }

  /// Walks the subdirectories among `names` on several threads, and puts together what they found in the order of names.
  private mutating func walkSideBySide(_ names: [Name], _ descriptor: Int32, root: [UInt8]) throws(FileError) -> Int32 {
    var start = self
    start.entries = []
    start.maySplit = false
    let next = Atomic<Int>(0)
    let parts = Mutex<[DirectoryWalk?]>(Array(repeating: nil, count: names.count))
    let failure = Mutex<FileError?>(nil)
    DispatchQueue.concurrentPerform(iterations: options.workers) { [start] _ in
      while case let index = next.add(1, ordering: .relaxed).oldValue, index < names.count {
        guard names[index].kind == nil else { continue }
        var part = start
        do throws(FileError) {
          try part.descend(names[index], descriptor, root: root)
          let found = part
          parts.withLock { $0[index] = found }
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    let found = parts.withLock { $0 }
    for (index, name) in names.enumerated() {
      if let part = found[index] {
        entries += part.entries
        hasEscapes = hasEscapes || part.hasEscapes
        needsSorting = needsSorting || part.needsSorting
      } else if let kind = name.kind {
        append(name, kind)
      }
      if entries.count > options.maximumCount {
        throw FileError(path: root, operation: .list, reason: .moreEntriesThan(limit: options.maximumCount))
      }
    }
    return 0
  }

  /// Walks the directory of a name, or notes why not.
  private mutating func descend(_ name: Name, _ parent: Int32, root: [UInt8]) throws(FileError) {
    if options.fileNames.contains(name.raw) { append(name, .other) }
    guard ancestors.count < options.maximumDepth else {
      return append(name, .unreadableDirectory(errno: ENAMETOOLONG))
    }
    guard !name.isLink || linkDepth < options.maximumLinkDepth else { return append(name, .loop) }
    let descriptor = openDirectory(name.raw, in: parent)
    guard descriptor >= 0 else { return append(name, .unreadableDirectory(errno: errno)) }
    let rawCount = rawPrefix.count
    let releaseCount = releasePrefix.count
    rawPrefix += name.raw
    rawPrefix.append(UInt8(ascii: "/"))
    releasePrefix += name.key
    if name.isLink { linkDepth += 1 }
    let code = try walk(descriptor, root: root)
    if name.isLink { linkDepth -= 1 }
    rawPrefix.removeSubrange(rawCount...)
    releasePrefix.removeSubrange(releaseCount...)
    if code != 0 { append(name, .unreadableDirectory(errno: code)) }
  }

  private mutating func append(_ name: Name, _ kind: DirectoryEntry.Kind) {
    // A directory that stays an entry has its place without the slash it was ordered by.
    if name.kind == nil { needsSorting = true }
    let path = rawPrefix + name.raw
    var release = path
    if hasEscapes {
      release = releasePrefix + name.key
      if release.last == UInt8(ascii: "/") { release.removeLast() }
    }
    var size: Int64 = 0
    var time: Int64 = 0
    var inode: UInt64 = 0
    if let status = name.status {
      size = Int64(status.st_size)
      time = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
      inode = UInt64(status.st_ino)
    }
    entries.append(
      DirectoryEntry(
        path: path, releasePath: release, kind: kind, size: size, modificationTime: time, inode: inode))
  }

  /// Whether a directory is the current one or around it.
  private mutating func isAncestor(_ identity: Identity) -> Bool {
    for index in ancestors.indices.reversed() {
      if ancestors[index].identity == nil {
        var status = stat()
        guard unsafe fstat(ancestors[index].descriptor, &status) == 0 else { continue }
        ancestors[index].identity = Identity(device: status.st_dev, inode: status.st_ino)
      }
      if ancestors[index].identity == identity { return true }
    }
    return false
  }

  /// What a directory record leads to; nil for `.` and `..`.
  private mutating func name(_ record: UnsafeMutablePointer<dirent>, in directory: Int32) -> Name? {
    let offset = unsafe MemoryLayout<dirent>.offset(of: \.d_name).unsafelyUnwrapped
    let start = unsafe UnsafeRawPointer(record) + offset
    let text = unsafe start.assumingMemoryBound(to: CChar.self)
    let raw = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: strlen(text)))
    if raw == [0x2E] || raw == [0x2E, 0x2E] { return nil }
    let release = releasePath(of: raw)
    if release.count != raw.count {
      hasEscapes = true
      needsSorting = true
    }
    var result = Name(key: release, raw: raw, kind: .other, status: nil)
    var type = unsafe Int(record.pointee.d_type)
    var status = stat()
    var hasStatus = false
    if type == DT_UNKNOWN {
      guard unsafe fstatat(directory, text, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        result.kind = .brokenLink(errno: errno)
        return result
      }
      hasStatus = true
      type = typeOf(status)
    }
    if type == DT_LNK {
      guard unsafe fstatat(directory, text, &status, 0) == 0 else {
        result.kind = .brokenLink(errno: errno)
        return result
      }
      hasStatus = true
      result.isLink = true
      type = typeOf(status)
      if type == DT_DIR && isAncestor(Identity(device: status.st_dev, inode: status.st_ino)) {
        result.kind = .loop
        return result
      }
    }
    if type == DT_DIR {
      result.kind = nil
      result.key.append(UInt8(ascii: "/"))
    } else if type == DT_REG {
      result.kind = .regular
      if options.readsStatus {
        if hasStatus {
          result.status = status
        } else if unsafe fstatat(directory, text, &status, 0) == 0 {
          result.status = status
        } else {
          // The file went away between the listing and now.
          result.kind = .brokenLink(errno: errno)
        }
      }
    }
    return result
  }
}

/// The `DT_` constant of a status.
private func typeOf(_ status: stat) -> Int {
  switch status.st_mode & S_IFMT {
  case S_IFREG: DT_REG
  case S_IFDIR: DT_DIR
  case S_IFLNK: DT_LNK
  default: DT_FIFO
  }
}
