import ArgumentParser
import Core
import Foundation
import Pipeline

/// `cellar merge`
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add contributions to a release.",
    discussion: """
      Example:
        cellar merge release theirs=contribution --output next-release --conflicts reject

      Only what passes every rule gets in. The data are those that one build of all sources would have released; what a \
      release kept out and somebody repaired in its quarantine.jsonl.gz gets in the same way. A contribution is anything \
      that 'cellar validate' reads.
      """)

  @Argument(help: "The release: a directory that 'cellar build' or 'cellar merge' wrote.", completion: .directory)
  var release: String

  @Argument(
    help: ArgumentHelp(
      "What to add. Paths of logs in the new release begin with the label, 'input' unless given.",
      valueName: "[label=]contribution"), completion: .file())
  var contributions: [String]

  @Option(
    help: ArgumentHelp("The directory of the new release; replaced if it holds one.", valueName: "dir"),
    completion: .directory)
  var output: String

  @Option(
    help: """
      Two contents under one identity: quarantine keeps both out, as a build does; reject keeps the run of the release; \
      keep-both keeps both as repeats.
      """)
  var conflicts: ConflictChoice = .quarantine

  @Option(
    help: ArgumentHelp("The pipeline (default: the one that the release was built with).", valueName: "pipeline"),
    completion: .file())
  var pipeline: String?

  @OptionGroup var jobs: JobsOption

  func validate() throws {
    if output.isEmpty { throw ValidationError("'--output' names no directory.") }
    if contributions.contains(where: \.isEmpty) { throw ValidationError("An empty path names no contribution.") }
  }

  func run() throws {
    try CommandRun.guarded { console, monitor in
      let source = try pipeline.map { try PipelineSource.find($0) }
      let request = MergeRun.Request(
        release: release, contributions: try contributions.map(Build.parseInput), output: output,
        conflicts: conflicts.policy,
        pipeline: try source.map { (try $0.parsed(), $0.bytes) },
        jobs: jobs.count)
      let report = try CommandRun.withProgress(of: monitor, console) {
        try MergeRun(plugins: .all, monitor: monitor).merge(request, token: CommandRun.token)
      }
      let evicted =
        report.evicted > 0
        ? "\(report.evicted) \(report.evicted == 1 ? "run" : "runs") of the release kept out now, since a contribution "
          + "contradicts or repeats \(report.evicted == 1 ? "it" : "them"): see findings.jsonl\n" : ""
      let repaired = report.repaired > 0 ? ", \(report.repaired) of them repaired" : ""
      try console.print(
        "\(report.releaseRuns) runs of \(release) and \(report.contributedRuns) of \(contributions.count) "
          + "\(contributions.count == 1 ? "contribution" : "contributions")\(repaired)\n"
          + evicted
          + BuildSummary(report.build, pipeline: report.pipeline, output: output).text)
    }
  }
}

/// What becomes of conflicts, as the command line names it.
enum ConflictChoice: String, ExpressibleByArgument, CaseIterable {
  case quarantine, reject
  case keepBoth = "keep-both"

  var policy: MergeRun.Conflicts {
    switch self {
    case .quarantine: .quarantine
    case .reject: .reject
    case .keepBoth: .keepBoth
    }
  }
}
