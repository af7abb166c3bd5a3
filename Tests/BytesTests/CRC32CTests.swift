import Bytes
import Foundation
import Testing

@Suite struct CRC32CTests {
  private func checksum(_ bytes: [UInt8]) -> UInt32 { bytes.withBytes { CRC32C.checksum(of: $0) } }

  /// RFC 3720, appendix B.4, and the check value of the catalogue of CRC algorithms.
  @Test func publishedValues() {
    #expect(checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(checksum(Array(0..<32)) == 0x46DD_794E)
    #expect(checksum(Array((0..<32).reversed())) == 0x113F_DB5C)
    #expect(checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(checksum([]) == 0)
  }

  @Test func everyLengthAgreesWithBitByBit() {
    var bytes: [UInt8] = []
    for length in 0..<100 {
      var value: UInt32 = 0xFFFF_FFFF
      for byte in bytes {
        value ^= UInt32(byte)
        for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
      }
      #expect(checksum(bytes) == ~value)
      bytes.append(UInt8(truncatingIfNeeded: length &* 89 &+ 3))
    }
  }

  /// `CELLAR_BENCHMARK=1 swift test -c release --filter CRC32CTests`
  @Test(.enabled(if: ProcessInfo.processInfo.environment["CELLAR_BENCHMARK"] != nil))
  func speed() {
    let bytes = [UInt8](repeating: 0x5A, count: 1 << 28)
    var sum: UInt32 = 0
    let best = (0..<5).map { _ in ContinuousClock().measure { sum &+= checksum(bytes) } }.min() ?? .zero
    print("BENCHMARK crc32c: \(Double(bytes.count) / (best / .seconds(1)) / 1e9) GB/s (\(sum))")
  }
}
