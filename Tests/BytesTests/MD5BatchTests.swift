import Bytes
import Testing

@Suite struct MD5BatchTests {
  /// Messages of all sorts, side by side, several times over in the same memory.
  @Test func eachMessageIsHashedAsIfAlone() {
    var random = SystemRandomNumberGenerator()
    var batch = MD5Batch()
    for count in Array(1...8) + Array(repeating: 8, count: 500) {
      var texts: [[UInt8]] = []
      for lane in 0..<count {
        batch.removeAll(lane)
        var text: [UInt8] = []
        let length = Int.random(in: 0...MD5Batch.maximumByteCount, using: &random)
        while text.count < length {
          if text.count + 32 <= length, Bool.random(using: &random) {
            let digest = MD5Digest(high: random.next(), low: random.next())
            batch.append(digest.digits, to: lane)
            text += Array(digest.description.utf8)
          } else {
            let size = min(Int.random(in: 1...7, using: &random), length - text.count)
            let word = random.next() >> UInt64(64 - 8 * size)
            batch.append(word, count: size, to: lane)
            text += (0..<size).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
          }
        }
        texts.append(text)
      }
      let single = Bool.random(using: &random)
      let digests = single ? nil : Optional(batch.digests(count: count))
      for (lane, text) in texts.enumerated() {
        let expected = text.withBytes { MD5.digest(of: $0) }
        let found = digests.map { $0[lane] } ?? batch.digest(lane)
        #expect(found == expected, "lane \(lane) of \(count): \(text)")
      }
    }
  }
}
