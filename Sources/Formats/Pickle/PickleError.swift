/// Where and why a file is refused as a pickle or a torch file.
public struct PickleError: Error, Hashable, Sendable {
  public let reason: PickleErrorReason
  /// The offset of the opcode or record that cannot be right: in the file, or in the `data.pkl` of a torch archive.
  public let offset: Int
  /// The member of the archive in which `offset` counts, nil if it counts in the file.
  public var member: String?

  public init(_ reason: PickleErrorReason, at offset: Int, member: String? = nil) {
    self.reason = reason
    self.offset = offset
    self.member = member
  }
}

extension PickleError: CustomStringConvertible {
  /// For example `byte 12: the global 'os system' is not allowed`, or `archive/data.pkl, byte 12: …`.
  public var description: String {
    let place = member.map { "\(MessageText.shown($0)), " } ?? ""
    return "\(place)byte \(offset): \(reason.message)"
  }
}
