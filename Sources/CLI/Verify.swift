import ArgumentParser
import Bindings
import Bytes
import Core
import Foundation
import Pipeline

/// `cellar verify`
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a release: checksums, files, counts, and that its artifacts hold the same values.",
    discussion: """
      Example:
        cellar verify release

      Exit code 0 when it is sound, 1 when something differs, each difference named, 2 when it is no release. With \
      --quick no artifact is compared with another, which takes as long as reading them all.
      """)

  @Argument(help: "A release directory.", completion: .directory)
  var release: String

  @Flag(help: "Only checksums, files and counts.")
  var quick = false

  @Flag(help: "Write one JSON object.")
  var json = false

  func run() throws {
    let console = Console()
    let monitor = BuildMonitor()
    let interruption = InterruptionHandler(monitor)
    defer { interruption.stop() }
    let verifier = ReleaseVerifier(
      plugins: .all, monitor: monitor, jobs: JobsOption.processors,
      scratch: FileManager.default.temporaryDirectory.path
        + "/cellar-verify-\(UUID().uuidString)",
      background: { YieldingThread.run($0) })
    let report: ReleaseVerifier.Report
    do {
      report = try CommandRun.withProgress(of: monitor, console) { try verifier.verify(release, isQuick: quick) }
    } catch {
      if error is Interruption { throw ExitCode.interrupted }
      console.printError("cellar: error: \(error)")
      throw ExitCode.input
    }
    try console.print(json ? report.json.array : Array(report.text.utf8))
    if !report.problems.isEmpty { throw ExitCode.incomplete }
  }
}
