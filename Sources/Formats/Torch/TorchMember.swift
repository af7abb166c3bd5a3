internal import Bytes

/// A member of the archive that torch writes, and its headers: version 0, sizes behind the content, UTF-8, time 0.
struct TorchMember {
  let path: String
  /// Where its local header stands.
  let offset: Int
  var size: UInt32 = 0
  var checksum: UInt32 = 0

  /// Content begins at multiples of this.
  private static let alignment = 64
  /// Sizes in a descriptor behind the content (bit 3), names in UTF-8 (bit 11).
  private static let flags: UInt16 = 0x0808

  init(path: String, offset: Int) {
    self.path = path
    self.offset = offset
  }

  /// The local header, filled up so that the content is aligned.
  func appendHeader(to output: inout OutputBytes) {
    let start = offset + 30 + path.utf8.count + 4
    let padding = (Self.alignment - start % Self.alignment) % Self.alignment
    output.append("PK\u{3}\u{4}")
    output.append(littleEndian: UInt16(0))
    output.append(littleEndian: UInt16(Self.flags))
    output.append(0, repeatCount: 18)
    output.append(littleEndian: UInt16(path.utf8.count))
    output.append(littleEndian: UInt16(padding + 4))
    output.append(string: path)
    output.append("FB")
    output.append(littleEndian: UInt16(padding))
    output.append(UInt8(ascii: "Z"), repeatCount: padding)
  }

  func appendDescriptor(to output: inout OutputBytes) {
    output.append("PK\u{7}\u{8}")
    for word in [checksum, size, size] { output.append(littleEndian: UInt32(word)) }
  }

  /// The entry of the directory.
  func appendEntry(to output: inout OutputBytes) {
    output.append("PK\u{1}\u{2}")
    output.append(littleEndian: UInt32(0))
    output.append(littleEndian: UInt16(Self.flags))
    output.append(0, repeatCount: 6)
    for word in [checksum, size, size] { output.append(littleEndian: UInt32(word)) }
    output.append(littleEndian: UInt16(path.utf8.count))
    output.append(0, repeatCount: 12)
    output.append(littleEndian: UInt32(truncatingIfNeeded: offset))
    output.append(string: path)
  }

  /// The zip64 end record, its locator and the end record, all of which torch writes always.
  static func appendEnd(count: Int, directory: Int, size: Int, to output: inout OutputBytes) {
    output.append("PK\u{6}\u{6}")
    output.append(littleEndian: UInt64(44))
    output.append(littleEndian: UInt16(0x031E))
    output.append(littleEndian: UInt16(45))
    output.append(0, repeatCount: 8)
    for number in [count, count, size, directory] { output.append(littleEndian: UInt64(number)) }
    output.append("PK\u{6}\u{7}")
    output.append(littleEndian: UInt32(0))
    output.append(littleEndian: UInt64(directory + size))
    output.append(littleEndian: UInt32(1))
    output.append("PK\u{5}\u{6}")
    output.append(littleEndian: UInt32(0))
    output.append(littleEndian: UInt16(count))
    output.append(littleEndian: UInt16(count))
    output.append(littleEndian: UInt32(size))
    output.append(littleEndian: UInt32(truncatingIfNeeded: directory))
    output.append(littleEndian: UInt16(0))
  }
}
