import Bytes
import Formats
import Foundation
import Glibc
import Testing

/// Times the interpretation of one file: `CELLAR_BENCHMARK=pickle CELLAR_PICKLE=release.pth`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["CELLAR_PICKLE"] != nil))
struct PickleSpeedTests {
  @Test func aReleaseIsReadAtItsSpeed() throws {
    let path = ProcessInfo.processInfo.environment["CELLAR_PICKLE"] ?? ""
    for _ in 0..<5 {
      var buffer = ByteBuffer()
      try buffer.readFile(at: path)
      let size = Double(buffer.count)
      let start = processorTime()
      let document = try PickleDocument(exchanging: &buffer)
      let seconds = processorTime() - start
      var usage = rusage()
      unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
      let peak = Double(usage.ru_maxrss) * 1024 / size
      print(
        "BENCHMARK pickle \(seconds) s of processor time, \(size / seconds / 1e9) GB/s, peak \(peak) of the file's size"
      )
      #expect(document.count(of: document.root) > 0)
    }
  }

  private func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
