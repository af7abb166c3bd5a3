import Bytes
import Testing

@Suite struct Base64Tests {
  private func encode(_ bytes: [UInt8]) -> String {
    var output = OutputBytes()
    bytes.withBytes { Base64.encode($0, to: &output) }
    return output.string
  }

  private func decode(_ text: String) throws(Base64Error) -> [UInt8] {
    try text.withBytes { (bytes: RawSpan) throws(Base64Error) in try Base64.decode(bytes) }
  }

  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func publishedPairs(_ plain: String, _ encoded: String) throws {
    #expect(encode(Array(plain.utf8)) == encoded)
    #expect(try decode(encoded) == Array(plain.utf8))
  }

  @Test func everyByteComesBack() throws {
    for length in 0..<300 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ length) }
      #expect(try decode(encode(bytes)) == bytes)
    }
  }

  @Test func lineFeedsArePassedOver() throws {
    #expect(try decode("Zm9v\r\nYm\nFy\n") == Array("foobar".utf8))
  }

  @Test(arguments: [
    ("Zg=", 3), ("Zg", 2), ("Zm8", 3), ("Z", 1), ("Z===", 1), ("Zh==", 4), ("Zm9=", 4), ("Zg==Zg==", 4), ("Zm9v=", 4),
    ("Zm8==", 4), ("Zm 9v", 2), ("!!!!", 0), ("Zm9v-_", 4), ("====", 0),
  ])
  func whatIsNoBase64IsRefusedWhereItStops(_ text: String, _ offset: Int) {
    #expect(throws: Base64Error(offset: offset)) { try decode(text) }
  }
}
