import Bytes
import Core
import Ingest

/// Lists the files below the inputs.
struct InputLister {
  /// Absolute path of the release, whose own files are no input; its temporary siblings neither.
  let output: String
  /// Absolute path of the cache, whose files are no input either; what else lies there is.
  let cache: String?
  let jobs: Int
  /// Names of files that are looked for: a directory of such a name is listed, as what cannot be read.
  var fileNames: Set<[UInt8]> = []

  func list(_ inputs: [BuildRequest.Input]) throws(BuildError) -> Listing {
    var files: [ListedFile] = []
    var unreadable: [UnreadableDirectory] = []
    var walker = DirectoryWalker(workers: jobs)
    walker.fileNames = fileNames
    for input in inputs {
      let entries: [DirectoryEntry]
      do throws(FileError) {
        entries = try walker.entries(below: input.directory)
      } catch {
        throw .input("input '\(input.directory)': \(error.message)")
      }
      let own = ownPaths(FileSystem.resolved(input.directory))
      let cached = cachePath(FileSystem.resolved(input.directory))
      let root = Array(input.directory.utf8) + [UInt8(ascii: "/")]
      for entry in entries where !own.contains(where: { entry.path.starts(with: $0) }) {
        if let cached, ReadingCache.isOwn(entry.path, in: cached) { continue }
        if case .unreadableDirectory = entry.kind {
          unreadable.append(
            UnreadableDirectory(releasePath: "\(input.label)/\(entry.releaseText)", reason: entry.kind.reason))
          continue
        }
        files.append(
          ListedFile(
            input: input.label, path: entry.releaseText, location: root + entry.path, size: Int(entry.size),
            modified: Int(entry.modificationTime), inode: entry.inode, isRegular: entry.kind == .regular))
      }
    }
    let listing = Listing(files: files, unreadable: unreadable)
    if let path = listing.collisions.first {
      throw .ambiguousInputs("two inputs hold a file '\(path)'; give them labels: --input a=DIR --input b=DIR")
    }
    return listing
  }

  /// The path of the cache below `directory`, with a slash at its end unless it is the directory; nil elsewhere.
  private func cachePath(_ directory: String) -> [UInt8]? {
    let base = directory == "/" ? "/" : directory + "/"
    guard let cache else { return nil }
    if cache == directory { return [] }
    return cache.hasPrefix(base) ? Array("\(cache.dropFirst(base.count))/".utf8) : nil
  }

  /// Beginnings of the paths, below `directory`, of the release and of what builds put beside it.
  private func ownPaths(_ directory: String) -> [[UInt8]] {
    let base = directory == "/" ? "/" : directory + "/"
    guard output.hasPrefix(base) else { return [] }
    let below = String(output.dropFirst(base.count))
    let parent = below.contains("/") ? FileSystem.parent(of: below) + "/" : ""
    let name = FileSystem.lastComponent(of: below)
    return [below + "/", "\(parent).\(name).tmp-", "\(parent).\(name).lock"].map { Array($0.utf8) }
  }
}

extension DirectoryEntry.Kind {
  /// Why there is nothing to read, in words.
  var reason: String {
    switch self {
    case .regular: "a regular file"
    case .other: "no regular file"
    case .loop: "a symbolic link to a directory that contains it"
    case .unreadableDirectory(let code), .brokenLink(let code): SystemError.message(code)
    }
  }
}
