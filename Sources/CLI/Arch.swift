import ArgumentParser
import Bytes
import Core
import JSON
import SearchSpaces

/// `cellar arch`
struct Arch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what an architecture is: canonical form, classes, parameters, multiply-accumulates.",
    discussion: """
      Example:
        cellar arch 64-41414-1_02_333
        echo 64-1234-basic | cellar arch --space transnas-bench-101-macro --json -
      """)

  @Option(help: ArgumentHelp("The search space (default: the one that accepts the encoding).", valueName: "id"))
  var space: String?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Argument(help: "Encodings, or '-' to read one a line from standard input.")
  var encodings: [String]

  func run() throws {
    let console = Console()
    let spaces = try chosenSpaces(console)
    var output = OutputBytes()
    for encoding in encodings where encoding != "-" { append(encoding, spaces, &output) }
    if encodings.contains("-") {
      while let line = readLine(strippingNewline: true) {
        append(line.hasSuffix("\r") ? String(line.dropLast()) : line, spaces, &output)
        if output.count > 1 << 16 {
          try console.print(output.array)
          output.removeAll()
        }
      }
    }
    try console.print(output.array)
  }

  private func chosenSpaces(_ console: Console) throws -> [any SearchSpace] {
    guard let space else { return allSearchSpaces }
    if let known = allSearchSpaces.first(where: { $0.id.rawValue == space }) { return [known] }
    let names = allSearchSpaces.map(\.id.rawValue)
    let hint = NearestName.of(space, among: names).map { "; did you mean '\($0)'?" } ?? ""
    console.printError(
      "cellar: error: unknown search space '\(space)'\(hint) (known: \(names.map { "'\($0)'" }.joined(separator: ", ")))"
    )
    throw ExitCode.usage
  }

  private func append(_ encoding: String, _ spaces: [any SearchSpace], _ output: inout OutputBytes) {
    let report = ArchitectureReport(encoding, spaces: spaces)
    if json { report.appendJSON(to: &output) } else { output.append(string: report.text) }
  }
}
