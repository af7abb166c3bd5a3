internal import Bytes

/// A zip archive as `torch.save` writes it since torch 1.6: one folder with `data.pkl`, `version`, `data/0`, …
struct TorchArchive {
  let archive: ZipArchive
  let pickle: ZipMember
  /// What every name begins with: `archive/`.
  private let root: String
  /// What the member `byteorder` says, `little` without one.
  private let byteOrder: String

  /// Whether bytes begin as an archive does, be it an empty one.
  static func begins(_ bytes: RawSpan) -> Bool {
    ZipArchive.begins(bytes) || bytes.starts(with: "PK\u{5}\u{6}", at: 0)
  }

  init(_ bytes: RawSpan) throws(PickleError) {
    do throws(ZipError) {
      archive = try ZipArchive(bytes)
      let candidates = archive.members.filter { $0.name.hasSuffix("/data.pkl") || $0.name == "data.pkl" }
      guard let pickle = candidates.first else {
        throw ZipError("no torch archive: the zip archive has no member 'data.pkl'", at: 0)
      }
      if candidates.count > 1 {
        throw ZipError("\(candidates.count) members are called 'data.pkl'; expected one", at: 0)
      }
      self.pickle = pickle
      let root = String(pickle.name.dropLast(8))
      guard root.count > 1, root.utf8.count(where: { $0 == UInt8(ascii: "/") }) == 1, root != "../", root != "./" else {
        throw ZipError("expected 'data.pkl' in a folder, not '\(MessageText.shown(pickle.name))'", at: 0)
      }
      self.root = root
      for member in archive.members {
        let parts = member.name.split(separator: "/", omittingEmptySubsequences: false)
        guard member.name.hasPrefix(root), !parts.contains(".."), !member.name.utf8.contains(UInt8(ascii: "\\")) else {
          throw ZipError(
            "the member '\(MessageText.shown(member.name))' is not in the folder '\(MessageText.shown(root))'",
            at: member.range.lowerBound)
        }
      }
      if let member = archive.members.first(where: { $0.name == root + "byteorder" }) {
        byteOrder = String(decoding: try archive.content(of: member, in: bytes, limit: 64), as: UTF8.self)
      } else {
        byteOrder = "little"
      }
    } catch {
      throw PickleError(.archive(error.message), at: error.offset)
    }
  }

  /// The inflated pickle, or nil if it is stored and its checksum is right.
  func pickleContent(_ bytes: RawSpan, limit: Int) throws(PickleError) -> [UInt8]? {
    do throws(ZipError) {
      guard pickle.method == .stored else { return try archive.content(of: pickle, in: bytes, limit: limit) }
      try archive.check(pickle, in: bytes)
      return nil
    } catch {
      throw PickleError(.archive(error.message), at: error.offset)
    }
  }

  /// Checks that each storage has a member that is large enough, and that the byte order is the usual one.
  /// - Returns: where the content of each stands, by key; of those that are compressed nothing.
  func check(_ storages: [PickleStorage]) throws(PickleError) -> [String: Range<Int>] {
    guard !storages.isEmpty else { return [:] }
    if byteOrder != "little" { throw PickleError(.byteOrder(byteOrder), at: 0, member: root + "byteorder") }
    var members: [String: ZipMember] = [:]
    for member in archive.members { members[member.name] = member }
    var contents: [String: Range<Int>] = [:]
    for storage in storages {
      let name = "\(root)data/\(storage.key)"
      guard let member = members[name] else {
        throw failure(storage, "the archive has no member '\(MessageText.shown(name))'")
      }
      let needed = storage.count * storage.dataType.size
      guard member.size >= needed else {
        throw failure(storage, "\(member.size) bytes are stored, \(needed) expected")
      }
      if member.method == .stored, member.range.count == member.size { contents[storage.key] = member.range }
    }
    return contents
  }

  private func failure(_ storage: PickleStorage, _ what: String) -> PickleError {
    PickleError(.storage(key: storage.key, what), at: 0, member: pickle.name)
  }
}
