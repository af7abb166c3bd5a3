import ArgumentParser
import Bytes
import Core
import Formats
import Pipeline
import SearchSpaces

/// `cellar query`
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask a release: the best architectures, one architecture, values by epoch and seed.",
    discussion: """
      Examples:
        cellar query release --task class_scene --top 10 --where 'macs < 1e9 and disconnected = 0'
        cellar query release.sqlite --task jigsaw --arch 64-41414-1_02_333 --epoch all --format csv
        cellar query release --task class_object --per-class --columns encoding,valid_top1,test_top1,members

      Without other word a value is that of the epoch that is best on validation (rule best_valid), also on test, and \
      the mean over seeds. docs/query.md lists the columns, and the lines that stand for the calls of published APIs.
      """)

  @Argument(help: "A release directory, its .sqlite or its .h5.", completion: .file())
  var release: String

  @Option(help: ArgumentHelp("Only this search space; may be given several times.", valueName: "id"))
  var space: [String] = []

  @Option(help: ArgumentHelp("The task; without one, rows are architectures without measurements.", valueName: "name"))
  var task: String?

  @Option(help: ArgumentHelp("The metric to rank by (default: that of the task).", valueName: "name"))
  var metric: String?

  @Option(
    help: ArgumentHelp("Only this architecture, in any notation; may be given several times.", valueName: "encoding"))
  var arch: [String] = []

  @Option(help: ArgumentHelp("Only the first rows.", valueName: "n"))
  var top: Int?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only rows for which this holds: columns, numbers and 'texts' under < <= > >= = !=, and, or, not, parentheses.",
      valueName: "condition"))
  var condition: String?

  @Flag(name: .customLong("per-class"), help: "One row, the first, for each class of isomorphic architectures.")
  var perClass = false

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("The classes of --per-class: isomorphic, same-network or published.", valueName: "kind"))
  var classKind: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The epoch to read: best (on validation), final, a number from 0 (-1: the last), all.",
      valueName: "epoch"))
  var epoch: String?

  @Option(
    help: ArgumentHelp(
      "How the epoch is chosen instead: best_valid, final, or as the published API does: api-best, api-best-epoch.",
      valueName: "rule"))
  var rule: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Runs of one seed, of 'all' one a row, of the 'first' alone, or their 'mean' (default: mean, for api rules first).",
      valueName: "seed"))
  var seed: String?

  @Option(help: ArgumentHelp("Epochs of training (default: the most).", valueName: "epochs"))
  var budget: Int?

  @Option(help: ArgumentHelp("The columns to show, separated by commas.", valueName: "names"))
  var columns: String?

  @Option(help: ArgumentHelp("The column to sort by, best first (default: the metric).", valueName: "name"))
  var sort: String?

  @Flag(inversion: .prefixedNo, help: "Smaller values first, or larger ones.")
  var ascending: Bool?

  @Option(help: "How to print: table, csv or json.")
  var format: AnswerFormat = .table

  @Option(help: .hidden)
  var limitedChildOf: Int?

  func validate() throws {
    if let top, top < 0 { throw ValidationError("'--top' is \(top); expected 0 or more.") }
    if epoch != nil, rule != nil { throw ValidationError("'--epoch' and '--rule' exclude each other.") }
    _ = try chosenRule()
    _ = try chosenSeeds()
    let kinds = [EquivalenceKind.isomorphic, .sameNetwork, .published].map(\.rawValue)
    if let classKind, !kinds.contains(classKind) {
      throw ValidationError("'--class' is '\(classKind)'; expected one of \(kinds.joined(separator: ", ")).")
    }
  }

  func run() throws {
    let console = Console()
    var question = ReleaseQuestion(release: release, limitedChildOf: limitedChildOf, console: console)
    // Without a task only names are needed, unless the space leaves no choice.
    question.detail = { place, name in
      let isWanted = space.isEmpty || space.contains(place.rawValue)
      return isWanted && task.map { $0 == name.rawValue } ?? !space.isEmpty ? .whole : .name
    }
    try question.answer { store in
      let answer = try query().answer(from: store, spaces: allSearchSpaces)
      switch format {
      case .table: try console.print(Array(Self.table(answer).utf8))
      case .csv: try console.print(answer.csv.array)
      case .json: try console.print(answer.json.array)
      }
      for note in answer.notes { console.printError("cellar: note: \(note)") }
    }
  }

  private func chosenRule() throws -> ReleaseQuery.Rule {
    switch rule {
    case nil: break
    case "best_valid": return .bestValid
    case "final": return .final
    case "api-best": return .apiBest
    case "api-best-epoch": return .apiBestEpoch
    case let name?:
      throw ValidationError("'--rule' is '\(name)'; expected best_valid, final, api-best or api-best-epoch.")
    }
    switch epoch {
    case nil, "best": return .bestValid
    case "final": return .final
    case "all": return .all
    case let text?:
      guard let number = Int(text) else {
        throw ValidationError("'--epoch' is '\(text)'; expected best, final, all or a number.")
      }
      return .epoch(number)
    }
  }

  private func chosenSeeds() throws -> ReleaseQuery.Seeds? {
    switch seed {
    case nil: return nil
    case "mean": return .mean
    case "all": return .all
    case "first": return .first
    case let text?:
      guard let number = Int(text) else {
        throw ValidationError("'--seed' is '\(text)'; expected mean, all, first or a number.")
      }
      return .one(number)
    }
  }

  private func query() throws -> ReleaseQuery {
    var query = ReleaseQuery()
    query.spaces = space.map { SpaceID($0) }
    query.task = task.map { TaskName($0) }
    query.metric = metric.map { MetricName($0) }
    query.architectures = arch
    query.rule = try chosenRule()
    query.seeds = try chosenSeeds()
    query.budget = budget
    query.filter = condition
    query.columns = columns?.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty } ?? []
    query.sort = sort
    query.isAscending = ascending
    query.top = top
    if perClass || classKind != nil { query.perClass = classKind.map { EquivalenceKind($0) } ?? .isomorphic }
    return query
  }

  private static func table(_ answer: QueryAnswer) -> String {
    let rows = answer.rows.map { row in
      zip(answer.columns, row).map { column, value in
        switch value {
        case .absent: "-"
        case .integer(let number): String(number)
        case .number(let number): RoundedNumber.text(number, unit: column.unit)
        case .text(let text): printable(text)
        }
      }
    }
    var text = TextTable.text([answer.columns.map(\.name)] + rows, indent: 0)
    if let task = answer.task, let metric = answer.metric, let budget = answer.budget {
      text += "\n\(task), \(metric), rule \(answer.rule.name), \(budget) epochs, \(answer.rows.count) rows\n"
    }
    return text
  }

  /// A release is read as it is; what it says must not steer the terminal.
  private static func printable(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.value < 32 || (127..<160).contains($0.value) ? "?" : Character($0) })
  }
}

/// How `cellar query` prints its answer.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv, json
}
