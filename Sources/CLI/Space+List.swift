import ArgumentParser
import Core
import SearchSpaces

extension Space {
  /// `cellar space list`
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name every search space, with its exact size.",
      discussion: """
        Lines are id, size and title between tabs, sorted by id.

        Example:
          cellar space list
        """)

    func run() throws {
      let console = Console()
      for space in allSearchSpaces { try console.print("\(space.id)\t\(space.size)\t\(space.title)\n") }
    }
  }
}
