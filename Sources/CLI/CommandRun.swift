import ArgumentParser
import Core
import Foundation

/// What every command does around its work: it listens for interruptions, and turns errors into a line and an exit code.
enum CommandRun {
  /// Calls `body` with where to print and what to report progress to.
  /// - Throws: `ExitCode` alone. What is thrown else is told on standard error; an interruption is not.
  static func guarded(_ body: (Console, BuildMonitor) throws -> Void) throws {
    let console = Console()
    let monitor = BuildMonitor()
    let interruption = InterruptionHandler(monitor)
    defer { interruption.stop() }
    do {
      try body(console, monitor)
    } catch let error as ExitCode {
      throw error
    } catch {
      if !(error is Interruption) { console.printError("cellar: error: \(error)") }
      throw ExitCode(for: error)
    }
  }

  /// Shows the progress of `monitor` while `body` works.
  static func withProgress<Result>(
    of monitor: BuildMonitor, _ console: Console, _ body: () throws -> Result
  ) rethrows -> Result {
    let progress = ProgressReporter(monitor, console: console)
    defer { progress.stop() }
    return try body()
  }

  /// Makes the names of temporary files unique; never shown in a release.
  static var token: String {
    "\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0 ... .max))"
  }
}
