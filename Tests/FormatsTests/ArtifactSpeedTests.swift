import Core
import Formats
import Foundation
import TestSupport
import Testing

/// Times every writer on a release as large as TransNAS-Bench-101: `CELLAR_BENCHMARK=all`, or the name of one writer for
/// its own peak of memory; `CELLAR_KEEP=DIR` keeps the artifacts.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["CELLAR_BENCHMARK"] != nil))
struct ArtifactSpeedTests {
  static let writers: [any ArtifactWriter] = [
    HDF5Writer(), JSONDocumentWriter(), JSONLinesWriter(), SummaryWriter(), SQLiteWriter(),
  ]

  @Test func everyWriterKeepsItsTime() throws {
    let release = SyntheticRelease.full.make()
    let workers = Int(ProcessInfo.processInfo.environment["CELLAR_WORKERS"] ?? "2") ?? 2
    let wanted = ProcessInfo.processInfo.environment["CELLAR_BENCHMARK"] ?? "all"
    let directory = TemporaryDirectory()
    for writer in Self.writers where wanted == "all" || wanted == writer.name {
      let before = peakMemory()
      let keep = ProcessInfo.processInfo.environment["CELLAR_KEEP"]
      let path = keep.map { "\($0)/\(writer.fileName(for: release))" } ?? directory.path(writer.fileName(for: release))
      let cpu = processorTime()
      let duration = try ContinuousClock().measure { try writer.write(release, to: path, workers: workers) }
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      let peak = peakMemory()
      let spent = Double(Int(1000 * (processorTime() - cpu))) / 1000
      print(
        "BENCHMARK \(writer.name) \(duration), CPU \(spent) s, \(size) bytes, peak memory +\(peak - before) MB of \(peak)"
      )
    }
  }

  /// Seconds of all threads since the start, the system's work for them included.
  private func processorTime() -> Double {
    var usage = rusage()
    unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
  }

  /// MiB.
  private func peakMemory() -> Int {
    var usage = rusage()
    unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
