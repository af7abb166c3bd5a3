import ArgumentParser
import Bytes
import Core
import Formats
import Foundation
import SearchSpaces

/// `cellar arch`
struct Arch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what an architecture is: canonical form, classes, parameters, multiply-accumulates.",
    discussion: """
      Examples:
        cellar arch 64-41414-1_02_333
        cellar arch --space nas-bench-201 --to naslib 5
        cellar arch --svg cell.svg '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|'
        echo 64-1234-basic | cellar arch --space transnas-bench-101-macro --json -

      An encoding that no space accepts ends the command with 2 after the others are told, one that several accept \
      with 64; with --json both are lines with "valid":false, and no failure.
      """)

  @Option(help: ArgumentHelp("The search space (default: the only one that accepts the encoding).", valueName: "id"))
  var space: String?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Print the encoding in this notation instead (see 'cellar space info').", valueName: "notation"))
  var to: String?

  @Option(
    help: ArgumentHelp("Also draw the architecture into this file, as SVG.", valueName: "file"), completion: .file())
  var svg: String?

  @Argument(help: "Encodings, or '-' to read one a line from standard input.")
  var encodings: [String]

  func validate() throws {
    if json, to != nil { throw ValidationError("'--json' and '--to' exclude each other.") }
    if svg != nil, encodings.count != 1 || encodings == ["-"] {
      throw ValidationError("'--svg' draws one architecture; expected one encoding.")
    }
  }

  func run() throws {
    let console = Console()
    let spaces = try space.map { [try SpaceChoice.find($0, console)] } ?? allSearchSpaces
    var output = OutputBytes()
    var failure: ExitCode?
    func tell(_ encoding: String) throws {
      do {
        try append(encoding, spaces, &output)
      } catch let complaint as ArchitectureComplaint {
        // What was told before stands before it.
        try console.print(output.array)
        output.removeAll()
        console.printError("cellar: error: \(complaint.text)")
        failure = failure ?? complaint.exitCode
      }
      guard output.count > 1 << 16 else { return }
      try console.print(output.array)
      output.removeAll()
    }
    for encoding in encodings where encoding != "-" { try tell(encoding) }
    if encodings.contains("-") {
      while let line = readLine(strippingNewline: true) {
        try tell(line.hasSuffix("\r") ? String(line.dropLast()) : line)
      }
    }
    try console.print(output.array)
    if let failure { throw failure }
  }

  private func append(_ encoding: String, _ spaces: [any SearchSpace], _ output: inout OutputBytes) throws {
    let report = ArchitectureReport(encoding, spaces: spaces)
    if json { report.appendJSON(to: &output) }
    guard case .described(let space, let description) = report.finding else {
      if !json || svg != nil { throw ArchitectureComplaint(report) }
      return
    }
    if let to {
      output.append(string: try Self.convert(description.encoding, in: space, to: NotationName(to)) + "\n")
    } else if !json {
      output.append(string: report.text ?? "")
    }
    if let svg { try Self.draw(description.encoding, in: space, into: svg) }
  }

  private static func convert(
    _ encoding: String, in space: some SearchSpace, to notation: NotationName
  ) throws -> String {
    guard space.notations.contains(notation) else {
      let known = space.notations.map { "'\($0)'" }.joined(separator: ", ")
      throw ArchitectureComplaint("unknown notation '\(notation)' of '\(space.id)'; expected one of \(known)", .usage)
    }
    guard let text = space.encode(try space.parse(encoding), in: notation) else {
      throw ArchitectureComplaint("'\(encoding)' cannot be said in the notation '\(notation)'", .incomplete)
    }
    return text
  }

  private static func draw(_ encoding: String, in space: some SearchSpace, into file: String) throws {
    let sketches = space.sketches(of: try space.parse(encoding))
    let drawing = VectorDrawing(sketches, title: "\(space.id): \(encoding)")
    do {
      try Data(drawing.text.utf8).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw ArchitectureComplaint("\(file): cannot be written: \(error.localizedDescription)", .output)
    }
  }
}
