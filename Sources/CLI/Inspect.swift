import ArgumentParser
import Bytes
import Core
import Foundation
import Pipeline

/// `cellar inspect`
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a file holds: format, spaces, tasks, seeds, metrics with their ranges, what is missing.",
    discussion: """
      Example:
        cellar inspect release/transnas-bench-101.h5

      A pickle is first listed without interpreting it: protocol, opcodes, the globals that it asks for. A file that is \
      refused is described as far as that is safe, and the exit code is 2; one that is sound but of no known benchmark \
      (TensorBoard events, a table, a JSON document) is described, and the exit code is 0.
      """)

  @Argument(help: "A file or directory: a release, a published benchmark file, or logs.", completion: .file())
  var input: String

  @Flag(help: "Write one JSON object.")
  var json = false

  @OptionGroup var opaque: OpaqueObjectsOption

  @Option(
    help: ArgumentHelp("The pipeline that reads logs, or names tasks and spaces.", valueName: "pipeline"),
    completion: .file())
  var pipeline: String?

  /// Whether `error` says that an input is sound, but nothing to release.
  private static func isForeign(_ error: any Error) -> Bool {
    switch error {
    case BuildError.nothingRecognized, BuildError.nothingUsable: true
    default: false
    }
  }

  func run() throws {
    let console = Console()
    let monitor = BuildMonitor()
    let interruption = InterruptionHandler(monitor)
    defer { interruption.stop() }
    let container = ContainerReport.of(input)
    do {
      let options = InputOpener.Options(
        pipeline: try pipeline.map { try PipelineSource.find($0).parsed() },
        jobs: JobsOption.processors)
      let opened = try InputOpener(plugins: opaque.plugins, monitor: monitor).open(input, options)
      let report = InspectionReport(opened, container: container)
      if json { try console.print(report.json(input)) } else { try console.printShown(report.text(input)) }
    } catch let error as ExitCode {
      throw error
    } catch {
      if error is Interruption { throw ExitCode.interrupted }
      let look = container?.saysWhatItIs == true ? container : ContainerReport.ofUnknown(input) ?? container
      if let look, error is BuildError {
        if json {
          try console.print(look.json(input, refusal: "\(error)"))
        } else {
          try console.printShown(look.text(input))
        }
      }
      // A sound file of a kind that nobody here knows was described, which is all that was asked.
      if let look, !look.hasProblem, Self.isForeign(error) { return console.printError("cellar: \(error)") }
      console.printError("cellar: error: \(error)")
      throw ExitCode(for: error)
    }
  }
}
