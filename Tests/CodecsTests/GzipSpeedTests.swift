import Bytes
import Codecs
import Foundation
import Testing

/// Times and sizes of each level on text like that of the artifacts: `CELLAR_BENCHMARK=gzip swift test -c release`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["CELLAR_BENCHMARK"] != nil))
struct GzipSpeedTests {
  @Test(arguments: [24, 53], [1, 2, 3, 4, 6])
  func levelsAgainstEachOther(_ bits: Int, _ level: Int) {
    var output = OutputBytes()
    var state: UInt64 = 1
    for _ in 0..<1_000_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // A percentage of 24 bits is what PyTorch logs of a float32.
      output.append(double: 100 * Double(state >> UInt64(64 - bits)) / Double(1 << bits))
      output.append(",")
    }
    let text = output.array
    var packed = 0
    let duration = ContinuousClock().measure { packed = GzipCodec(level: level).compress(text.span).count }
    let speed = Double(text.count) / (duration / .seconds(1)) / 1e6
    print("BENCHMARK gzip \(bits) bits level \(level): \(text.count) -> \(packed) bytes, \(Int(speed)) MB/s")
  }
}
