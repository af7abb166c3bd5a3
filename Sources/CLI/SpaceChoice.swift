import ArgumentParser
import Core
import SearchSpaces

/// Finds the search space that an option or argument names.
enum SpaceChoice {
  /// - Throws: `ExitCode.usage`, after saying which spaces there are.
  static func find(_ name: String, _ console: Console) throws -> any SearchSpace {
    if let known = allSearchSpaces.first(where: { $0.id.rawValue == name }) { return known }
    let names = allSearchSpaces.map(\.id.rawValue)
    let hint = NearestName.of(name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    let known = names.map { "'\($0)'" }.joined(separator: ", ")
    console.printError("cellar: error: unknown search space '\(name)'\(hint) (known: \(known))")
    throw ExitCode.usage
  }
}
