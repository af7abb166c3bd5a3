import ArgumentParser
import Core
import Dispatch
import Foundation
import Pipeline

/// `cellar convert`
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert a benchmark, a release or logs into another format.",
    discussion: """
      Example:
        cellar convert release/transnas-bench-101.h5 transnas.sqlite --task class_scene --epochs final

      The format of the input is found from its content, that of the output from its name. What the output cannot hold \
      is listed, and nothing is written then, unless '--allow-loss' is given.
      """)

  @Argument(help: "A file or directory: a release, a published benchmark file, or logs.", completion: .file())
  var input: String

  @Argument(help: "The file to write; its ending names the format.", completion: .file())
  var output: String

  @OptionGroup var selection: SelectionOptions

  @Flag(name: .customLong("allow-loss"), help: "Write even if the output cannot hold everything.")
  var allowsLoss = false

  @OptionGroup var opaque: OpaqueObjectsOption

  @Option(
    help: ArgumentHelp("The pipeline that reads logs, or names tasks and spaces.", valueName: "pipeline"),
    completion: .file())
  var pipeline: String?

  @OptionGroup var jobs: JobsOption

  func validate() throws {
    _ = try ConversionTarget.writer(for: output)
  }

  func run() throws {
    try CommandRun.guarded { console, monitor in
      let options = InputOpener.Options(
        pipeline: try pipeline.map { try PipelineSource.find($0).parsed() }, selection: selection.selection,
        jobs: jobs.count)
      let report = try CommandRun.withProgress(of: monitor, console) {
        try ConvertRun(plugins: opaque.plugins, monitor: monitor).convert(
          input, to: output, by: ConversionTarget.writer(for: output), options, allowsLoss: allowsLoss,
          token: CommandRun.token, endsProcess: true)
      }
      try console.printShown(ConversionSummary(report, input: input, output: output).text)
      if !report.isWritten { throw ExitCode.incomplete }
    }
  }
}
