import ArgumentParser
import Core
import Foundation
import Pipeline

/// `cellar validate`
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judge runs by every rule, and say what is wrong with each.",
    discussion: """
      Example:
        cellar validate contribution --against release --format github

      Reads logs, releases, single artifacts, published benchmark files and a release's quarantine. Exit code 1 where a \
      finding is an error, 2 where nothing of a file can be read. The rules are those of '--pipeline', else of the pipeline that the release was built with, \
      else of the one whose layout and spaces match; the first line says which.
      """)

  @Argument(
    help: ArgumentHelp(
      "Files or directories. Findings name them by a label, 'input' unless given.", valueName: "[label=]path"),
    completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp("The pipeline whose rules and references apply.", valueName: "pipeline"), completion: .file())
  var pipeline: String?

  @Option(
    help: ArgumentHelp(
      "A release to compare with: a directory, an .h5 or an .sqlite file.", valueName: "release"), completion: .file())
  var against: String?

  @Option(help: "How to tell the findings: text, json, sarif, github or junit.")
  var format: ValidationFormat = .text

  @OptionGroup var jobs: JobsOption

  func validate() throws {
    if against?.isEmpty == true { throw ValidationError("'--against' names no release.") }
    if paths.contains(where: \.isEmpty) { throw ValidationError("An empty path names no input.") }
  }

  func run() throws {
    try CommandRun.guarded { console, monitor in
      let inputs = try paths.map(Build.parseInput)
      let request = ValidateRun.Request(
        inputs: inputs, pipeline: try pipeline.map { try PipelineSource.find($0).parsed() }, against: against,
        jobs: jobs.count)
      let report = try CommandRun.withProgress(of: monitor, console) {
        do {
          return try ValidateRun(plugins: .all, monitor: monitor).validate(request)
        } catch let failure where ExitCode(for: failure) == .input {
          try console.print(ValidationFailure(message: "\(failure)").text(in: format))
          throw failure
        }
      }
      try console.print(format.text(of: report, addresses: FindingAddresses(inputs)))
      if report.isRefused { throw ExitCode.input }
      if !report.isValid { throw ExitCode.incomplete }
    }
  }
}

/// The forms in which findings are told.
enum ValidationFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github, junit

  func text(of report: ValidationReport, addresses: FindingAddresses) -> [UInt8] {
    switch self {
    case .text: Array(ValidationText(report: report, addresses: addresses).text.utf8)
    case .json: ValidationJSON(report: report).json
    case .sarif: ValidationSARIF(report: report, addresses: addresses).json
    case .github: Array(ValidationGitHub(report: report, addresses: addresses).text.utf8)
    case .junit: Array(ValidationJUnit(report: report, addresses: addresses).text.utf8)
    }
  }
}
