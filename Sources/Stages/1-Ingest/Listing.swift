import Core

/// Every file below the inputs of a build, sorted bytewise by release path.
public struct Listing: Sendable {
  public let files: [ListedFile]
  /// Directories whose names could not be read, by release path.
  public let unreadable: [UnreadableDirectory]

  public init(files: [ListedFile], unreadable: [UnreadableDirectory]) {
    // One input comes sorted; several are merged.
    let isSorted = files.indices.dropFirst().allSatisfy {
      !files[$0].releasePath.precedesBytewise(files[$0 - 1].releasePath)
    }
    self.files = isSorted ? files : files.sorted { $0.releasePath.precedesBytewise($1.releasePath) }
    self.unreadable = unreadable.sorted { $0.releasePath.precedesBytewise($1.releasePath) }
  }

  /// The release paths that stand for two files, where two inputs have one label.
  public var collisions: [String] {
    files.indices.dropFirst().filter { files[$0].releasePath == files[$0 - 1].releasePath }
      .map { files[$0].releasePath }
  }
}

/// One file of a listing.
public struct ListedFile: Sendable, Hashable {
  /// The label of its input.
  public let input: String
  /// Below the input, `/`-separated; bytes that are not UTF-8 as `%XX`.
  public let path: String
  /// Label, slash and path.
  public let releasePath: String
  /// Where the system finds it.
  public var location: [UInt8]
  public var size: Int
  /// Nanoseconds since 1970.
  public var modified: Int
  public var inode: UInt64
  /// Whether it is a regular file, or a link to one.
  public var isRegular: Bool

  public init(
    input: String, path: String, location: [UInt8], size: Int, modified: Int, inode: UInt64, isRegular: Bool
  ) {
    self.input = input
    self.path = path
    releasePath = "\(input)/\(path)"
    self.location = location
    self.size = size
    self.modified = modified
    self.inode = inode
    self.isRegular = isRegular
  }
}

/// A directory that could not be listed.
public struct UnreadableDirectory: Sendable, Hashable {
  public var releasePath: String
  /// What the system said.
  public var reason: String

  public init(releasePath: String, reason: String) {
    self.releasePath = releasePath
    self.reason = reason
  }
}
