import ArgumentParser
import EmbeddedFiles
import Pipeline

/// `cellar pipelines`
struct Pipelines: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List or show the pipeline files that the command carries.",
    discussion: """
      Example:
        cellar pipelines show transnas-bench-101 > mine.yaml
      """,
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  /// `cellar pipelines list`
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name every pipeline file that the command carries.",
      discussion: """
        Example:
          cellar pipelines list
        """)

    func run() throws {
      let console = Console()
      for file in EmbeddedFiles.pipelines {
        let parsed = try PipelineParser.parse(file.text, file: file.name, rules: BuildRun.rules)
        try console.print("\(file.name)\t\(parsed.title)\n")
      }
    }
  }

  /// `cellar pipelines show`
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a pipeline file, as a start for your own.",
      discussion: """
        Example:
          cellar pipelines show transnas-bench-101-logs > mine.yaml
        """)

    @Argument(help: "The name of the pipeline.")
    var name: String

    func run() throws {
      let console = Console()
      let source: PipelineSource
      do throws(PipelineError) {
        source = try PipelineSource.find(name)
      } catch {
        console.printError("cellar: error: \(error)")
        throw ExitCode(for: error)
      }
      try console.print(source.text)
    }
  }
}
