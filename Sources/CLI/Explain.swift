import ArgumentParser
import Bytes
import Core
import Formats
import Pipeline
import SearchSpaces

/// `cellar explain`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Walk an architecture of a release back: its cell, classes, costs and ranks; its runs; where they come from.",
    discussion: """
      Examples:
        cellar explain release 64-41414-1_02_333
        cellar explain release 64-41414-1_02_333 class_scene
        cellar explain release 64-41414-1_02_333 class_scene test_top1 --json

      An architecture that is not released is explained too: outside the space, kept out (and by which rule), or never \
      met; the exit code is 2 then.
      """)

  @Argument(help: "A release directory, its .sqlite or its .h5.", completion: .file())
  var release: String

  @Argument(help: "An encoding, in any notation of its space.")
  var encoding: String

  @Argument(help: "A task, to see its runs with their sources and findings.")
  var task: String?

  @Argument(help: "A metric, to see its value and where it comes from.")
  var metric: String?

  @Option(help: ArgumentHelp("The search space, where several accept the encoding.", valueName: "id"))
  var space: String?

  @Flag(help: "Write one JSON object.")
  var json = false

  @Option(help: .hidden)
  var limitedChildOf: Int?

  func run() throws {
    let console = Console()
    let directory = FileSystem.isDirectory(FileSystem.resolved(release)) ? release : nil
    let rules = directory.flatMap { RuleReport.all(inReleaseAt: $0) }
    let keptOut: KeptOutRecords?
    do throws(QueryError) {
      // Read before HDF5 is, whose reader opens nothing more.
      keptOut =
        if let directory { try KeptOutRecords(inReleaseAt: directory, codec: Plugins.all.gzip) } else { nil }
    } catch {
      console.printError("cellar: error: \(error)")
      throw ExitCode.input
    }
    var question = ReleaseQuestion(release: release, limitedChildOf: limitedChildOf, console: console)
    // Where an architecture cannot be, nothing is looked at.
    let accepting = ReleasedEncoding.spaces(of: encoding, allSearchSpaces)
    question.detail = { space, name in
      !accepting.contains(space) ? .name : name.rawValue == task ? .whole : .ranking
    }
    try question.answer { store in
      let explanation = try ReleaseExplainer(store, spaces: allSearchSpaces, keptOut: keptOut).explain(
        encoding, space: space.map { SpaceID($0) }, task: task.map { TaskName($0) },
        metric: metric.map { MetricName($0) })
      if json {
        try console.print(explanation.json(rules: rules).array)
      } else {
        try console.print(ExplanationText(explanation: explanation, file: store.path, rules: rules).text)
      }
      if !explanation.isReleased { throw ExitCode.input }
    }
  }
}
