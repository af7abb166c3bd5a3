import Bindings
import Bytes
import Formats
import TestSupport
import Testing

@Suite struct ZipArchiveTests {
  /// An archive put together by hand, so that each of its fields can be wrong.
  private struct Builder {
    struct Member {
      var name: [UInt8]
      var content: [UInt8]
      var localName: [UInt8]?
      var method: UInt16 = 0
      var size: Int?
      var checksum: UInt32?
    }
    var members: [Member] = []
    var declaredCount: Int?

    init(_ members: [(String, [UInt8])]) {
      self.members = members.map { Member(name: Array($0.0.utf8), content: $0.1) }
    }

    var bytes: [UInt8] {
      var output = OutputBytes()
      var directory = OutputBytes()
      for member in members {
        let offset = output.count
        for isEntry in [false, true] {
          var header = OutputBytes()
          header.append(isEntry ? ascii("PK\u{1}\u{2}") : ascii("PK\u{3}\u{4}"))
          if isEntry { header.append(littleEndian: UInt16(20)) }
          for word in [20, 0, member.method, 0, 0] { header.append(littleEndian: word) }
          header.append(littleEndian: member.checksum ?? member.content.withBytes { CRC32.checksum(of: $0) })
          header.append(littleEndian: UInt32(member.content.count))
          header.append(littleEndian: UInt32(member.size ?? member.content.count))
          let name = isEntry ? member.name : member.localName ?? member.name
          header.append(littleEndian: UInt16(name.count))
          header.append(littleEndian: UInt16(0))
          if isEntry {
            header.append(0, repeatCount: 10)
            header.append(littleEndian: UInt32(offset))
          }
          header.append(name)
          if isEntry { directory.append(header) } else { output.append(header) }
        }
        output.append(member.content)
      }
      let start = output.count
      output.append(directory)
      output.append("PK\u{5}\u{6}")
      output.append(littleEndian: UInt32(0))
      for _ in 0..<2 { output.append(littleEndian: UInt16(declaredCount ?? members.count)) }
      output.append(littleEndian: UInt32(directory.count))
      output.append(littleEndian: UInt32(start))
      output.append(littleEndian: UInt16(0))
      return output.array
    }
  }

  private let pickle = ascii("](G?\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}e.")

  private func refusal(_ builder: Builder) -> String? {
    do throws(PickleError) {
      _ = try PickleDocument(builder.bytes)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func aStoredAndADeflatedPickleAreRead() throws {
    var builder = Builder([("a/data.pkl", pickle), ("a/version", ascii("3\n"))])
    #expect(try dump(builder.bytes) == "[d3f00000000000000,]")
    // Blocks that are stored as they are: a byte of flags, the length, its complement.
    let size = UInt8(pickle.count)
    builder.members[0].method = 8
    builder.members[0].size = pickle.count
    builder.members[0].checksum = pickle.withBytes { CRC32.checksum(of: $0) }
    builder.members[0].content = [1, size, 0, ~size, 0xFF] + pickle
    #expect(try dump(builder.bytes) == "[d3f00000000000000,]")
    builder.members[0].size = pickle.count + 1
    #expect(refusal(builder)?.hasSuffix("the deflated content of the member 'a/data.pkl' is damaged") == true)
  }

  @Test func membersAreListedInTheOrderOfTheDirectory() throws {
    let bytes = Builder([("x/b", [1, 2, 3]), ("x/a", [])]).bytes
    try bytes.withBytes { span in
      let archive = try ZipArchive(span)
      #expect(archive.members.map(\.name) == ["x/b", "x/a"])
      #expect(archive.members.map(\.size) == [3, 0])
      let content = try archive.content(of: archive.members[0], in: span, limit: 3)
      #expect(content == [1, 2, 3])
      let error = #expect(throws: ZipError.self) { try archive.content(of: archive.members[0], in: span, limit: 2) }
      #expect(error?.message == "the member 'x/b' holds 3 bytes; at most 2")
    }
  }

  @Test func whatDirectoryAndHeadersSayMustAgree() {
    let good = Builder([("a/data.pkl", pickle), ("a/data/0", [1, 2])])
    #expect(refusal(good) == nil)
    var bad = good
    bad.members[1].localName = Array("a/data/1".utf8)
    #expect(refusal(bad)?.hasSuffix("the local header of the member 'a/data/0' has another name") == true)
    bad = good
    bad.members[1].name = bad.members[0].name
    #expect(refusal(bad)?.hasSuffix("the member 'a/data.pkl' is there twice") == true)
    bad = good
    bad.members[0].checksum = 7
    #expect(refusal(bad)?.hasSuffix("the checksum of the member 'a/data.pkl' is wrong") == true)
    bad = good
    bad.members[0].size = 5
    #expect(refusal(bad)?.contains("has two sizes") == true)
    bad = good
    bad.declaredCount = 3
    #expect(
      refusal(bad)?.contains("3 members are declared") == true || refusal(bad)?.contains("3 are declared") == true)
    bad = good
    bad.members[1].name = Array("b/data/0".utf8)
    #expect(refusal(bad)?.hasSuffix("the member 'b/data/0' is not in the folder 'a/'") == true)
    bad = Builder([("data.pkl", pickle)])
    #expect(refusal(bad)?.hasSuffix("expected 'data.pkl' in a folder, not 'data.pkl'") == true)
    bad = Builder([("a/other", pickle)])
    #expect(refusal(bad)?.hasSuffix("no torch archive: the zip archive has no member 'data.pkl'") == true)
  }

  @Test func membersThatOverlapAreRefused() {
    // The second entry points into the content of the first member, where there is a header for it.
    let inner = Builder([("a/data/0", [])]).bytes.prefix(38)
    var bytes = Builder([("a/data.pkl", Array(inner)), ("a/data/0", [])]).bytes
    let place = bytes.count - 22 - (46 + 8) + 42
    #expect(bytes[place] == 40 + 38)
    bytes[place] = 40
    let error = #expect(throws: ZipError.self) { try bytes.withBytes { try ZipArchive($0) } }
    #expect(error?.message == "the members 'a/data.pkl' and 'a/data/0' overlap")
  }

  @Test func anArchiveIsWrittenAsTorchWritesIt() throws {
    let directory = TemporaryDirectory()
    var sizes: [[UInt8]] = []
    for name in ["one.pth", "two.pth"] {
      try PickleSample.writeArchive(to: directory.path(name))
      var buffer = ByteBuffer()
      try buffer.readFile(at: directory.path(name))
      sizes.append(buffer.array)
      try buffer.withBytes { bytes in
        let archive = try ZipArchive(bytes)
        #expect(archive.members.map(\.name) == ["release/data.pkl", "release/byteorder", "release/version"])
        #expect(archive.members.allSatisfy { $0.range.lowerBound % 64 == 0 && $0.method == .stored })
        for member in archive.members { try archive.check(member, in: bytes) }
        #expect(try archive.content(of: archive.members[1], in: bytes, limit: 6) == ascii("little"))
        #expect(try archive.content(of: archive.members[2], in: bytes, limit: 6) == ascii("3\n"))
      }
    }
    #expect(sizes[0] == sizes[1])
    #expect(sizes[0].count > 1 << 20)
  }
}
