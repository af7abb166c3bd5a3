import ArgumentParser
import Core
import Foundation
import Pipeline

/// `cellar diff`
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two files by the values of their runs, whatever their formats.",
    discussion: """
      Example:
        cellar diff release/transnas-bench-101.h5 published.pth --relative 1e-6

      Exit code 1 when they differ. Without a tolerance every bit counts.
      """)

  @Argument(help: "A file or directory: a release, a published benchmark file, or logs.", completion: .file())
  var first: String

  @Argument(help: "What it is compared with.", completion: .file())
  var second: String

  @OptionGroup var selection: SelectionOptions

  @Option(help: "Numbers are equal when |a - b| <= absolute + relative * |b|.")
  var absolute = 0.0

  @Option(help: "See '--absolute'.")
  var relative = 0.0

  @Option(help: ArgumentHelp("Differences told one by one, of each kind.", valueName: "n"))
  var limit = 10

  @OptionGroup var opaque: OpaqueObjectsOption

  @Option(
    help: ArgumentHelp("The pipeline that reads logs, or names tasks and spaces.", valueName: "pipeline"),
    completion: .file())
  var pipeline: String?

  @Flag(help: "Write one JSON object, with every difference.")
  var json = false

  func validate() throws {
    guard absolute >= 0, relative >= 0, absolute.isFinite, relative.isFinite else {
      throw ValidationError("A tolerance is a number from 0.")
    }
    guard limit >= 0 else { throw ValidationError("'--limit' is \(limit); expected 0 or more.") }
  }

  func run() throws {
    try CommandRun.guarded { console, monitor in
      let options = InputOpener.Options(
        pipeline: try pipeline.map { try PipelineSource.find($0).parsed() }, selection: selection.selection,
        jobs: JobsOption.processors)
      let opener = InputOpener(plugins: opaque.plugins, monitor: monitor)
      let difference = ReleaseDifference(
        try opener.open(first, options).release, try opener.open(second, options).release,
        tolerance: ReleaseDifference.Tolerance(absolute: absolute, relative: relative))
      let report = DifferenceReport(difference: difference, first: first, second: second)
      if json { try console.print(report.json) } else { try console.printShown(report.text(limit: limit)) }
      if !difference.isEmpty { throw ExitCode.incomplete }
    }
  }
}
