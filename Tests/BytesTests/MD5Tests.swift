import Bytes
import Testing

@Suite struct MD5Tests {
  /// RFC 1321, appendix A.5.
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"), ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ])
  func digestsAreThoseOfTheStandard(_ text: String, _ digest: String) {
    let found = text.withBytes { MD5.digest(of: $0) }
    #expect(found.description == digest)
  }

  /// The digest of all digests of i bytes 0, 1, 2, … for i in 0 ..< 1,000: Python's
  /// `md5("".join(md5(bytes(k % 256 for k in range(i))).hexdigest() for i in range(1000)).encode()).hexdigest()`.
  @Test func digestsOfEveryLengthAreThoseOfPython() {
    var all = MD5()
    for length in 0..<1000 {
      let message = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
      let digest = message.withBytes { MD5.digest(of: $0) }
      digest.description.withBytes { all.update($0) }
    }
    #expect(all.digest().description == "bb4079c755fd0db82d683f2d01c4c47e")
  }

  @Test func piecesOfAnySizeGiveTheDigestOfTheWhole() {
    let message = (0..<777).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let whole = message.withBytes { MD5.digest(of: $0) }
    for size in [1, 3, 55, 56, 63, 64, 65, 128, 500] {
      var hash = MD5()
      for start in stride(from: 0, to: message.count, by: size) {
        Array(message[start..<min(start + size, message.count)]).withBytes { hash.update($0) }
      }
      #expect(hash.digest() == whole, "pieces of \(size)")
    }
  }

  /// A million times "a": NIST's long message.
  @Test func aMillionLettersAreHashed() {
    let digest = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000).withBytes { MD5.digest(of: $0) }
    #expect(digest.description == "7707d6ae4e027c70eea2a935c2296f21")
  }

  @Test func digestsAreOrderedAsTheirDigits() {
    let digests = (0..<200).map { number in "\(number)".withBytes { MD5.digest(of: $0) } }
    #expect(digests.sorted().map(\.description) == digests.map(\.description).sorted())
    #expect(MD5Digest(high: 1, low: 0) > MD5Digest(high: 0, low: .max))
  }

  @Test func digitsAreAppendedAsText() {
    var output = OutputBytes()
    output.append(MD5Digest(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210))
    let text = output.string
    #expect(text == "0123456789abcdeffedcba9876543210")
  }
}
