import ArgumentParser
import Core
import Pipeline

/// The options that select a part of a release.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this search space; may be given several times, as the next three.", valueName: "id"))
  var space: [String] = []

  @Option(help: ArgumentHelp("Only this task.", valueName: "name"))
  var task: [String] = []

  @Option(help: ArgumentHelp("Only this architecture, in any notation of its space.", valueName: "encoding"))
  var arch: [String] = []

  @Option(help: ArgumentHelp("Only this metric.", valueName: "name"))
  var metric: [String] = []

  @Option(help: "The epochs to keep: all, the final one, or the best on validation.")
  var epochs: EpochChoice = .all

  var selection: RunSelection {
    RunSelection(
      spaces: space.map { SpaceID($0) }, tasks: task.map { TaskName($0) }, architectures: arch,
      metrics: metric.map { MetricName($0) }, epochs: epochs.epochs)
  }
}

/// The epochs to keep, as the command line names them.
enum EpochChoice: String, ExpressibleByArgument, CaseIterable {
  case all, final, best

  var epochs: RunSelection.Epochs {
    switch self {
    case .all: .all
    case .final: .final
    case .best: .best
    }
  }
}
