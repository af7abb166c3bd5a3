internal import Bindings
internal import Bytes

extension ZipArchive {
  /// How many times larger than its compressed form a member of more than 16 MiB may be.
  static let maximumRatio = 100

  /// Checks the checksum of a stored member in place.
  public func check(_ member: ZipMember, in bytes: RawSpan) throws(ZipError) {
    guard CRC32.checksum(of: bytes.extracting(member.range)) == member.checksum else { throw wrongChecksum(member) }
  }

  /// The content of a member, its checksum checked.
  /// - Parameter limit: the most bytes that the content may have.
  public func content(of member: ZipMember, in bytes: RawSpan, limit: Int) throws(ZipError) -> [UInt8] {
    let name = MessageText.shown(member.name)
    guard member.size <= limit else {
      throw ZipError("the member '\(name)' holds \(member.size) bytes; at most \(limit)", at: member.range.lowerBound)
    }
    if member.method == .stored {
      try check(member, in: bytes)
      return bytes.array(member.range)
    }
    guard member.size <= 1 << 24 || member.size / Self.maximumRatio <= member.range.count else {
      throw ZipError(
        "the member '\(name)' holds \(member.size) bytes in \(member.range.count); at most \(Self.maximumRatio) in 1",
        at: member.range.lowerBound)
    }
    let content: [UInt8]
    do throws(DeflateError) {
      content = try DeflateDecompressor.decompress(bytes.extracting(member.range), size: member.size)
    } catch {
      throw ZipError("the deflated content of the member '\(name)' is damaged", at: member.range.lowerBound)
    }
    let checksum = content.withBytes { CRC32.checksum(of: $0) }
    guard checksum == member.checksum else { throw wrongChecksum(member) }
    return content
  }

  private func wrongChecksum(_ member: ZipMember) -> ZipError {
    ZipError("the checksum of the member '\(MessageText.shown(member.name))' is wrong", at: member.range.lowerBound)
  }
}
