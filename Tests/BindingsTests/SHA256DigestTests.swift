import Bindings
import Bytes
import TestSupport
import Testing

@Suite struct SHA256DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func theVectorsOfFIPS180Hold(_ text: String, _ wanted: String) {
    #expect(SHA256Digest(of: Array(text.utf8)).hexadecimal == wanted)
  }

  @Test func piecesGiveTheDigestOfTheWholeAndOfTheFile() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("file")
    var file = try FileWriter(creating: path)
    var hasher = SHA256Hasher()
    var whole: [UInt8] = []
    for count in [0, 1, 63, 64, 65, 300_000, 262_144] {
      let piece = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      hasher.update(piece)
      try file.write(piece)
      whole += piece
    }
    try file.finish()
    let digest = hasher.finish()
    let read = try SHA256Digest.ofFile(path)
    #expect(digest == SHA256Digest(of: whole))
    #expect(read.digest == digest)
    #expect(read.count == whole.count)
  }
}
