import ArgumentParser
import Bytes
import Core
import Dispatch
import Foundation
import Pipeline

/// `cellar build`
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Build a release from the logs of training runs.",
    discussion: """
      Example:
        cellar build transnas-bench-101-logs --input Fixtures/transnas-logs --output release

      The release is written beside its place and put there in one step when it is whole. The same inputs give the \
      same bytes, whatever the number of jobs, the cache, the time or the place.
      """)

  @Argument(
    help: "A pipeline file, or the name of one that the command carries (see 'cellar pipelines list').",
    completion: .file())
  var pipeline: String

  @Option(
    help: ArgumentHelp(
      "A directory of logs; may be given several times. Paths in the release begin with its label, 'input' unless given.",
      valueName: "[label=]dir"), completion: .directory)
  var input: [String] = []

  @Option(
    help: ArgumentHelp("The directory of the release; replaced if it holds one.", valueName: "dir"),
    completion: .directory)
  var output: String

  @OptionGroup var jobs: JobsOption

  @Flag(help: "Exit with 1 if a run is quarantined, conflicting or missing; the release is written all the same.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Where readings are kept for the next build (default: $XDG_CACHE_HOME/cellar).", valueName: "dir"),
    completion: .directory)
  var cache: String?

  @Flag(name: .customLong("no-cache"), help: "Read every file, and keep nothing for the next build.")
  var withoutCache = false

  @Flag(help: "Verify cached readings by the hashes of their files.")
  var recheck = false

  @Option(
    help: ArgumentHelp("An earlier release; CHANGES.md tells what is new since.", valueName: "release"),
    completion: .file())
  var previous: String?

  func validate() throws {
    guard !input.isEmpty else { throw ValidationError("Missing '--input'; give the directory of the logs.") }
    let labels = input.compactMap { text in
      text.firstIndex(of: "=").map { String(text[..<$0]) }.flatMap { $0.contains("/") ? nil : $0 }
    }
    if let twice = labels.first(where: { label in labels.count { $0 == label } > 1 }) {
      throw ValidationError("Label '\(twice)' stands for two inputs; give each a label of its own.")
    }
    if cache?.isEmpty == true { throw ValidationError("'--cache' names no directory.") }
    if output.isEmpty { throw ValidationError("'--output' names no directory.") }
    if cache != nil, withoutCache { throw ValidationError("'--cache' and '--no-cache' exclude each other.") }
  }

  func run() throws {
    try CommandRun.guarded { console, monitor in
      let source = try PipelineSource.find(pipeline)
      let file = try PipelineParser.parse(source.text, file: source.name, rules: BuildRun.rules)
      let build = try BuildRun(file, text: source.bytes, plugins: .all, monitor: monitor)
      let report = try CommandRun.withProgress(of: monitor, console) {
        try build.run(
          BuildRequest(
            inputs: try input.map(Self.parseInput), output: output, jobs: jobs.count, cache: cacheDirectory,
            recheck: recheck, previous: previous, endsProcess: true),
          token: CommandRun.token)
      }
      try console.print(BuildSummary(report, pipeline: file.name, output: output).text)
      let isClean = report.counts.quarantined == 0 && report.counts.conflicts == 0 && !report.isIncomplete
      if strict, !isClean { throw ExitCode.incomplete }
    }
  }

  private var cacheDirectory: String? {
    if withoutCache { return nil }
    if let cache { return cache }
    let environment = ProcessInfo.processInfo.environment
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return "\(base)/cellar" }
    return environment["HOME"].map { "\($0)/.cache/cellar" }
  }

  /// `label=DIR` or `DIR`; a text whose first `=` follows a `/` has no label.
  static func parseInput(_ text: String) throws -> BuildRequest.Input {
    guard let equals = text.firstIndex(of: "="), !text[..<equals].contains("/") else {
      return BuildRequest.Input(label: "input", directory: text)
    }
    let label = String(text[..<equals])
    let isPlain = label.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95].contains(byte)
    }
    guard isPlain, !label.isEmpty, label != ".", label != ".." else {
      throw BuildError.ambiguousInputs(
        "label '\(label)' of '--input \(text)'; expected letters, digits, '.', '-' and '_'")
    }
    return BuildRequest.Input(label: label, directory: String(text[text.index(after: equals)...]))
  }
}
