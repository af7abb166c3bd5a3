import ArgumentParser

/// The `cellar` command.
@main
struct Cellar: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "cellar",
    abstract: "Turn training logs of neural-architecture-search experiments into released benchmark datasets.",
    discussion: """
      Example:
        cellar build transnas-bench-101 --input logs/ --output release/

      Exit codes: 0 done; 1 done, but with quarantined, conflicting or missing runs under --strict, \
      or validated with an error; 2 an input is \
      missing or holds nothing recognized; 64 usage, or an invalid pipeline file; 70 internal; 74 the output cannot be \
      written; 75 another build holds the output; 130 interrupted.
      """,
    version: version,
    subcommands: [
      Build.self, Validate.self, Merge.self, Convert.self, Inspect.self, Query.self, Explain.self, Verify.self,
      Diff.self, Rank.self, Arch.self, Space.self, Pipelines.self, Rules.self, Schema.self, ReadHDF5.self,
    ])
}
