import ArgumentParser
import Bytes
import EmbeddedFiles
import Foundation
import JSON
import JSONSchema

/// `cellar schema`
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validate JSON documents by a JSON Schema of draft 2020-12.",
    discussion: """
      Example:
        cellar schema release-run release/transnas-bench-101.jsonl.gz
        jq .run result.json | cellar schema raw-run -

      Files may be compressed; a name that ends with .jsonl, before the ending of the compression, is a file of one \
      document a line. Nothing is ever fetched from a network. Exit codes: 0 every document is valid; 1 some are not; 2 \
      the schema or a document cannot be read, or the schema does not match its meta-schema.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(
    help: ArgumentHelp(
      "Where schemas whose URI begins with PREFIX lie; may be given more than once.", valueName: "prefix=dir"))
  var remote: [String] = []

  @Flag(help: "Check 'format'; otherwise it is a note, unless the meta-schema asks for it.")
  var assertFormats = false

  @Flag(help: "Accept the bare NaN, Infinity and -Infinity of Python in documents.")
  var nonFinite = false

  @Flag(help: "Every document file holds one document a line, whatever its name.")
  var lines = false

  @Option(help: "text: one line for each violation; json: one object for each file.")
  var format: Format = .text

  @Option(help: "How many violations are reported of each file; the others are counted.")
  var limit = 100

  @Flag(help: "Say on standard error how long parsing and validating took.")
  var timing = false

  @Argument(help: "A file, or the name of a schema that the command carries, such as release-run.", completion: .file())
  var schema: String

  @Argument(help: "The documents; '-' is standard input.", completion: .file())
  var documents: [String]

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("--limit: expected a number from 0 on") }
    for mapping in remote where mapping.lastIndex(of: "=") == nil || mapping.hasPrefix("=") || mapping.hasSuffix("=") {
      throw ValidationError("--remote: expected PREFIX=DIR, found '\(mapping)'")
    }
  }

  /// The mappings of `--remote`: a directory has no `=` in its name, a URI may.
  private var mappings: [SchemaDirectories.Mapping] {
    remote.compactMap { text in
      text.lastIndex(of: "=").map {
        SchemaDirectories.Mapping(prefix: String(text[..<$0]), directory: String(text[text.index(after: $0)...]))
      }
    }
  }

  func run() throws {
    let console = Console()
    let program: SchemaProgram
    do {
      program = try compiled()
    } catch {
      try printRefusal(error, console)
      throw ExitCode.input
    }
    var validation = DocumentValidation(
      program, options: nonFinite ? .python : .strict, limit: limit, hasLines: lines)
    var isAnyInvalid = false
    var isAnyUnreadable = false
    for document in documents {
      let result = validation.judge(document)
      if !result.isValid { isAnyInvalid = true }
      if let problem = result.problem {
        isAnyUnreadable = true
        console.printError("cellar: error: \(problem)")
      }
      switch format {
      case .text: try console.printShown(result.text)
      case .json: try console.print(result.json)
      }
    }
    if timing { console.printError(validation.timing) }
    if isAnyUnreadable { throw ExitCode.input }
    if isAnyInvalid { throw ExitCode.incomplete }
  }

  private func compiled() throws -> SchemaProgram {
    var buffer = ByteBuffer()
    var name = schema
    if !FileSystem.exists(schema), let file = EmbeddedFiles.schemas.first(where: { $0.name == schema }) {
      buffer = ByteBuffer(file.bytes)
      name = "\(file.name).schema.json"
    } else {
      try buffer.readFile(at: schema, limit: SchemaDirectories.sizeLimit)
    }
    var tape = JSONTape()
    do throws(JSONError) {
      try tape.parse(exchanging: &buffer)
    } catch {
      throw DocumentProblem(file: name, location: tape.location(ofOffset: error.offset), error.reason.message)
    }
    return try SchemaProgram(
      compiling: tape, name: name, source: SchemaDirectories(mappings),
      options: SchemaOptions(assertsFormats: assertFormats))
  }

  /// Says why the schema cannot be used, with all the places where it does not match its meta-schema.
  private func printRefusal(_ error: any Error, _ console: Console) throws(ExitCode) {
    console.printError("cellar: error: \(error)")
    guard let refused = error as? SchemaError, !refused.violations.isEmpty else { return }
    var result = DocumentResult(file: refused.document)
    for violation in refused.violations { result.add(violation, line: violation.location.line) }
    if format == .text { try console.printShown(result.text) } else { try console.print(result.json) }
  }
}
