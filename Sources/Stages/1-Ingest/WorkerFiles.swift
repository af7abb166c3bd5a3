public import Bytes
import Core

/// The files of a listing as one thread reads them; digests are noted on the way.
final class WorkerFiles: FileSource {
  private let listing: Listing
  private let digest: @Sendable (RawSpan) -> String
  private let fileContents: FileContents.Reading?
  let keepsOpaqueObjects: Bool
  /// What was read: index of the file, digest and size.
  private var contents: [Int: FileContents] = [:]
  /// Digests of large files that another thread computes.
  private var pending: [Int: PendingDigest] = [:]
  /// Bytes from which on a file is hashed while it is parsed.
  private static let largeFile = 8 << 20

  /// - Parameter fileContents: nil where digests are not wanted.
  init(
    _ listing: Listing, digest: @escaping @Sendable (RawSpan) -> String, fileContents: FileContents.Reading? = nil,
    keepsOpaqueObjects: Bool = false
  ) {
    self.keepsOpaqueObjects = keepsOpaqueObjects
    self.listing = listing
    self.digest = digest
    self.fileContents = fileContents
  }

  func releasePath(of file: Int) -> String { listing.files[file].releasePath }

  func load(_ file: Int, into buffer: inout ByteBuffer, limit: Int) throws(FileError) {
    try buffer.readFile(at: listing.files[file].location, limit: limit)
    guard contents[file] == nil, pending[file] == nil else { return }
    if buffer.count >= Self.largeFile {
      pending[file] = PendingDigest(of: buffer, by: digest)
    } else {
      contents[file] = FileContents(sha256: buffer.withBytes { digest($0) }, bytes: buffer.count)
    }
  }

  func location(of file: Int) throws(FileError) -> String {
    let path = listing.files[file].location
    guard listing.files[file].isRegular else { throw FileError(path: path, operation: .open, reason: .notRegularFile) }
    if contents[file] == nil, let fileContents { contents[file] = try fileContents(path) }
    return String(decoding: path, as: UTF8.self)
  }

  /// Forgets what was read so far and returns it.
  func takeContents() -> [Int: FileContents] {
    for (file, digest) in pending { contents[file] = digest.wait() }
    pending.removeAll()
    defer { contents.removeAll(keepingCapacity: true) }
    return contents
  }
}

/// What was read of a file.
public struct FileContents: Sendable, Hashable {
  /// Reads the file at a path from start to end, piece by piece.
  public typealias Reading = @Sendable ([UInt8]) throws(FileError) -> FileContents

  /// Lower-case hexadecimal.
  public var sha256: String
  public var bytes: Int

  public init(sha256: String, bytes: Int) {
    self.sha256 = sha256
    self.bytes = bytes
  }
}
