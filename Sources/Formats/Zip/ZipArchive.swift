internal import Bytes

/// The directory of a zip archive, checked against what it describes.
///
/// Stricter than most: the directory must end the file, each local header must agree with it, no two members may share
/// a name or a byte, names are UTF-8. Members stored or deflated; no encryption, no split archives. Nothing is
/// extracted, so a name such as `../x` is only a name. Source: PKWARE's APPNOTE 6.3.
public struct ZipArchive: Sendable {
  /// The most members of an archive.
  public static let maximumCount = 1 << 20

  /// In the order of the directory.
  public let members: [ZipMember]

  /// Whether bytes begin as a zip archive with a member does.
  public static func begins(_ bytes: RawSpan) -> Bool { bytes.starts(with: "PK\u{3}\u{4}", at: 0) }

  /// Reads the directory at the end of `bytes`. Memory grows with the directory, not with what it declares.
  /// - Complexity: O(n log n) in the number of members; O(65,557) to find the end record.
  public init(_ bytes: RawSpan) throws(ZipError) {
    let end = try ZipEndRecord(bytes)
    guard end.count <= Self.maximumCount else {
      throw ZipError("\(end.count) members; at most \(Self.maximumCount)", at: end.offset)
    }
    var members: [ZipMember] = []
    var extents: [(range: Range<Int>, name: String)] = []
    var names: Set<String> = []
    var offset = end.directory.lowerBound
    while offset < end.directory.upperBound {
      let entry = try ZipEntry(bytes, at: offset, directory: end.directory)
      let (range, extent) = try entry.locate(bytes, before: end.directory.lowerBound)
      guard names.insert(entry.name).inserted else {
        throw ZipError("the member '\(MessageText.shown(entry.name))' is there twice", at: offset)
      }
      members.append(
        ZipMember(name: entry.name, method: entry.method, checksum: entry.checksum, size: entry.size, range: range))
      extents.append((extent, entry.name))
      offset = entry.end
    }
    guard members.count == end.count else {
      throw ZipError("the directory holds \(members.count) members; \(end.count) are declared", at: end.offset)
    }
    extents.sort { $0.range.lowerBound < $1.range.lowerBound }
    for (first, second) in zip(extents, extents.dropFirst()) where first.range.upperBound > second.range.lowerBound {
      throw ZipError(
        "the members '\(MessageText.shown(first.name))' and '\(MessageText.shown(second.name))' overlap",
        at: second.range.lowerBound)
    }
    self.members = members
  }
}
