import ArgumentParser
import Foundation

/// `--jobs`
struct JobsOption: ParsableArguments {
  @Option(help: ArgumentHelp("Threads to use (default: all processors).", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 || jobs > 1024 { throw ValidationError("'--jobs' is \(jobs); expected 1 to 1024.") }
  }

  /// The number that was asked for, else that of the processors.
  var count: Int { jobs ?? Self.processors }

  static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }
}
