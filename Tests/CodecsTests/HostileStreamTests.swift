import Codecs
import Core
import TestSupport
import Testing

@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct HostileStreamTests {
  private func decompress(_ file: String, limit: Int) throws -> [UInt8] {
    let codec = try #require(allCodecs.first { file.hasSuffix($0.suffix.dropFirst()) })
    let bytes = try sharedBytes("data/pickles-hostile/compressed/\(file)")
    return try codec.decompress(bytes.span, limit: limit)
  }

  @Test(arguments: ["bz2_bomb_1GiB.pickle.pbz2", "xz_bomb_1GiB.json.xz"])
  func bombsStopAtTheLimit(_ file: String) {
    let error = #expect(throws: CodecError.self) { try decompress(file, limit: 50_000_000) }
    guard case .exceedsLimit(_, 50_000_000)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [
    "bz2_truncated.pickle.pbz2", "bz2_bad_block_crc.pickle.pbz2", "gzip_bad_crc.json.gz", "gzip_isize_lies.json.gz",
    "gzip_truncated.json.gz", "gzip_trailing_garbage.json.gz",
  ])
  func damageIsNamed(_ file: String) {
    let error = #expect(throws: CodecError.self) { try decompress(file, limit: 1 << 20) }
    guard case .malformed? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func twoMembersAreOneContent() throws {
    let content = try decompress("gzip_two_members.json.gz", limit: 1 << 20)
    #expect(String(decoding: content, as: UTF8.self) == "{\"top1\": 93.5}")
  }

  @Test func publishedFilesDecompress() throws {
    let bytes = try sharedBytes("data/nats-bench/NATS-tss-v1_0-3ffb9-simple/meta.pickle.pbz2")
    let content = try Bzip2Codec().decompress(bytes.span, limit: 1 << 24)
    // A pickle of protocol 4, up to its STOP.
    #expect(content.starts(with: [0x80, 4]))
    #expect(content.last == UInt8(ascii: "."))
    #expect(content.count > 1_000_000)
  }
}
