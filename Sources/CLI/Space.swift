import ArgumentParser

/// `cellar space`
struct Space: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, describe, enumerate and sample search spaces.",
    discussion: """
      Example:
        cellar space enumerate nas-bench-201 --classes isomorphic --count
      """,
    subcommands: [List.self, Info.self, Enumerate.self], defaultSubcommand: List.self)
}
