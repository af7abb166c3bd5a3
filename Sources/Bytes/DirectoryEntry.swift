/// One file, or one thing that could not be walked into, below the root of a listed tree.
public struct DirectoryEntry: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case regular
    /// A pipe, socket or device, or a directory with the name of a file.
    case other
    /// A directory that could not be opened or read, or lies too deep; with the system's error number.
    case unreadableDirectory(errno: Int32)
    /// A symbolic link that leads nowhere, or whose target's status cannot be read; with the system's error number.
    case brokenLink(errno: Int32)
    /// A symbolic link to a directory that contains it.
    case loop
  }

  /// The path below the root, in raw bytes, without a leading or final `/`.
  public let path: [UInt8]
  /// The path as releases write it: see `releasePath(of:)`.
  public let releasePath: [UInt8]
  public let kind: Kind
  /// The size in bytes; 0 unless the walk asked for the status of files.
  public let size: Int64
  /// The time of the last change of the contents, in nanoseconds since 1970; 0 likewise.
  public let modificationTime: Int64
  /// The inode of the file (of the target, for a link); 0 likewise.
  public let inode: UInt64

  /// `releasePath` as text.
  public var releaseText: String { String(decoding: releasePath, as: UTF8.self) }
}
