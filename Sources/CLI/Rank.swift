import ArgumentParser
import Bytes
import Core
import Derive
import Foundation
import Pipeline

/// `cellar rank`
struct Rank: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how well predicted scores rank the architectures of a release.",
    discussion: """
      Example:
        cellar rank proxies.csv --against release/ --task class_scene --space transnas-bench-101-micro

      SCORES is CSV, JSON lines or a JSON array with an encoding, in any notation of its space, and one or more columns \
      of scores, larger for better; or a JSON object of scores by encoding. Exit code 2 where nothing joins.
      """)

  @Argument(help: "CSV with a header, or JSON: an encoding and predicted scores in each row.", completion: .file())
  var scores: String

  @Option(
    help: ArgumentHelp("A release: its directory, '.h5' or '.sqlite'.", valueName: "release"), completion: .file())
  var against: String

  @Option(help: ArgumentHelp("The task that is ranked.", valueName: "name"))
  var task: String

  @Option(help: ArgumentHelp("The search space, where the release has several.", valueName: "id"))
  var space: String?

  @Option(
    help: ArgumentHelp(
      "Rank by the runs of this many epochs (default: the largest budget of the task).", valueName: "epochs"))
  var budget: Int?

  @Option(
    help: """
      The epoch that is read: the last, or the best on validation (default: as the task is ranked, best_valid unless it \
      has no validation scores).
      """)
  var rule: RuleChoice?

  @Option(
    help: ArgumentHelp(
      "Rank by this metric at the selected epoch, not by the score of the task.", valueName: "name"))
  var metric: String?

  @Flag(name: .customLong("lower-is-better"), help: "Smaller predictions are better: losses, costs.")
  var isLowerBetter = false

  @Option(help: "How the measures are written: table, csv or json.")
  var format = RankingFormat.table

  func run() throws {
    try CommandRun.guarded { console, monitor in
      let options = InputOpener.Options(
        selection: RunSelection(spaces: space.map { [SpaceID($0)] } ?? [], tasks: [TaskName(task)]),
        jobs: JobsOption.processors)
      let predictions = try PredictedScores(path: scores)
      let opened = try InputOpener(plugins: .all, monitor: monitor).open(Self.artifact(of: against), options)
      let truth = try RankingTruth(
        opened.release, path: against, choice: RankingTruth.Choice(budget: budget, rule: rule?.rule, metric: metric))
      let ranking = try Ranking(predictions, path: scores, truth: truth, isLowerBetter: isLowerBetter)
      try console.print(RankingReport(ranking: ranking, truth: truth).text(format))
    }
  }

  /// The artifact of a release directory that says by which metric tasks are ranked, and is the fastest to read; any
  /// other path as it is.
  private static func artifact(of path: String) -> String {
    guard FileSystem.exists("\(path)/manifest.json"), let names = try? FileSystem.names(in: path) else { return path }
    for suffix in [".h5", ".sqlite"] {
      if let name = names.first(where: { $0.hasSuffix(suffix) }) { return "\(path)/\(name)" }
    }
    return path
  }
}

/// The epoch that is read.
enum RuleChoice: String, ExpressibleByArgument, CaseIterable {
  case final
  case bestValid = "best_valid"

  var rule: EpochRule {
    switch self {
    case .final: .final
    case .bestValid: .bestValid
    }
  }
}

/// How the measures are written.
enum RankingFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv, json
}
