public import Core
import Yams

/// Reads pipeline files.
public enum PipelineParser {
  /// The most bytes of a pipeline file.
  public static let sizeLimit = 1 << 20

  /// - Parameters:
  ///   - text: YAML.
  ///   - file: how messages call the file.
  /// - Throws: `PipelineError` with line and column; a misspelt key names the nearest known one.
  public static func parse(_ text: String, file: String, rules: [RuleDefinition]) throws(PipelineError) -> PipelineFile
  {
    guard text.utf8.count <= sizeLimit else {
      throw PipelineError(file: file, message: "more than \(sizeLimit) bytes; this is no pipeline file")
    }
    let root = YAMLCursor(node: try compose(text, file), file: file, title: "the pipeline file")
    let members = try root.members([
      "name", "version", "title", "authors", "licence", "citation", "hardware", "spaces", "sources", "tasks",
      "validate", "deduplicate", "completeness", "derive", "emit", "card",
    ])
    func require(_ key: String) throws(PipelineError) -> YAMLCursor {
      guard let member = members[key] else { throw root.fail("key '\(key)' is missing; a release needs it") }
      return member.renamed("'\(key)'")
    }
    let spaces = try texts(require("spaces"))
    let tasks = try tasks(require("tasks"))
    try checkDeduplication(members["deduplicate"])
    if let derive = members["derive"] {
      for entry in try derive.elements() { _ = try entry.choice(PipelineFile.derivations) }
    }
    let emit = try require("emit").elements().map { entry throws(PipelineError) in
      try entry.choice(PipelineFile.artifacts)
    }
    let card = try members["card"].map { cursor throws(PipelineError) in try self.card(cursor) }
    if emit.contains("package"), card == nil {
      let keys = DatasetCard.requiredKeys.map { "'\($0)'" }.joined(separator: ", ")
      throw root.fail("'emit' asks for 'package', which needs the key 'card' with \(keys)")
    }
    let file = PipelineFile(
      name: try name(require("name")), version: try require("version").nonEmptyText(),
      title: try require("title").nonEmptyText(), authors: try authors(require("authors")),
      licence: try require("licence").nonEmptyText(), citation: try require("citation").nonEmptyText(),
      hardware: try require("hardware").nonEmptyText(), spaces: spaces, sources: try sources(require("sources")),
      tasks: tasks, rules: try RuleSettingsParser(rules).settings(members["validate"]),
      split: try split(members["validate"]),
      runsPerArchitecture: try completeness(members["completeness"]),
      emit: emit, card: card, file: file)
    return file
  }

  private static func compose(_ text: String, _ file: String) throws(PipelineError) -> Node {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw PipelineError(file: file, message: "the file is empty; expected a mapping of keys to values")
      }
      return node
    } catch let error as PipelineError {
      throw error
    } catch let error as YamlError {
      throw PipelineError(file: file, message: "not YAML: \(error)")
    } catch {
      throw PipelineError(file: file, message: "not YAML: \(error)")
    }
  }

  static func texts(_ cursor: YAMLCursor) throws(PipelineError) -> [String] {
    let texts = try cursor.elements().map { entry throws(PipelineError) in try entry.nonEmptyText() }
    guard !texts.isEmpty else { throw cursor.fail("\(cursor.title) must not be empty") }
    if let twice = texts.first(where: { text in texts.count { $0 == text } > 1 }) {
      throw cursor.fail("'\(twice)' stands twice in \(cursor.title)")
    }
    return texts
  }

  private static func sources(_ cursor: YAMLCursor) throws(PipelineError) -> [PipelineFile.SourcePattern] {
    var sources: [PipelineFile.SourcePattern] = []
    for entry in try cursor.elements() {
      let members = try entry.entries()
      guard let layout = members.first(where: { $0.key.text == "layout" })?.value,
        let include = members.first(where: { $0.key.text == "include" })?.value
      else { throw entry.fail("a source needs 'layout' and 'include'") }
      let name = try layout.nonEmptyText()
      let options = try members.filter { !["layout", "include"].contains($0.key.text) }.map {
        member throws(PipelineError) in
        LayoutOption.Member(
          key: member.key.text, value: try member.value.option("'\(member.key.text)' of layout '\(name)'"),
          line: member.key.node.mark?.line, column: member.key.node.mark?.column)
      }
      sources.append(
        PipelineFile.SourcePattern(
          layout: name, include: try include.nonEmptyText(),
          options: LayoutOption(
            .mapping(options), title: "layout '\(name)'", line: entry.node.mark?.line, column: entry.node.mark?.column))
      )
    }
    guard !sources.isEmpty else { throw cursor.fail("'sources' must not be empty") }
    return sources
  }

  private static func tasks(_ cursor: YAMLCursor) throws(PipelineError) -> [PipelineFile.TaskEntry] {
    var tasks: [PipelineFile.TaskEntry] = []
    for (key, value) in try cursor.entries() {
      let title = "task '\(key.text)'"
      let members = try value.renamed(title).members(["epochs", "score", "reference"])
      guard let epochs = members["epochs"] else {
        throw value.fail("\(title) needs 'epochs': a number, or 'from-log'", at: key.node)
      }
      guard let score = members["score"] else {
        throw value.fail("\(title) needs 'score': the metric that ranks architectures", at: key.node)
      }
      tasks.append(
        PipelineFile.TaskEntry(
          name: key.text, epochs: try epochs.text() == "from-log" ? nil : epochs.positiveInteger(),
          score: try score.nonEmptyText(), reference: try reference(members["reference"])))
    }
    guard !tasks.isEmpty else { throw cursor.fail("'tasks' must not be empty") }
    return tasks
  }

  private static func reference(_ cursor: YAMLCursor?) throws(PipelineError) -> [ReferenceEntry] {
    guard let cursor else { return [] }
    var entries: [ReferenceEntry] = []
    for (key, value) in try cursor.entries() {
      if case .sequence = value.node {
        let list = try value.elements().map { entry throws(PipelineError) in try entry.text() }
        entries.append(ReferenceEntry(key: key.text, value: .list(list.map(ReferenceValue.normalize))))
      } else {
        let text = try value.text()
        let number = isQuoted(value) ? nil : Double(text)
        let expected: ReferenceValue = number.map { .number($0) } ?? .text(ReferenceValue.normalize(text))
        entries.append(ReferenceEntry(key: key.text, value: expected))
      }
    }
    return entries
  }

  private static func isQuoted(_ cursor: YAMLCursor) -> Bool {
    guard case .scalar(let scalar) = cursor.node else { return false }
    return scalar.style == .singleQuoted || scalar.style == .doubleQuoted
  }

  /// Two lists of encodings under `split` of `validate`.
  private static func split(_ cursor: YAMLCursor?) throws(PipelineError) -> PredictorSplit? {
    guard let member = try cursor?.renamed("'validate'").members(RuleSettingsParser.keys)["split"] else { return nil }
    let members = try member.members(["train", "test"])
    guard let train = members["train"], let test = members["test"] else {
      throw member.fail("\(member.title) needs 'train' and 'test': lists of encodings")
    }
    return PredictorSplit(train: try texts(train), test: try texts(test))
  }

  private static func checkDeduplication(_ cursor: YAMLCursor?) throws(PipelineError) {
    guard let members = try cursor?.renamed("'deduplicate'").members(["identity", "conflicts"]) else { return }
    if let identity = members["identity"] {
      let allowed = ["space", "encoding", "task", "budget", "seed"]
      let keys = try identity.elements().map { entry throws(PipelineError) in try entry.choice(allowed) }
      for needed in allowed.dropFirst() where !keys.contains(needed) {
        throw identity.fail("'identity' lacks '\(needed)'; expected [encoding, task, budget, seed]")
      }
    }
    if let conflicts = members["conflicts"] { _ = try conflicts.choice(["quarantine"]) }
  }

  private static func completeness(_ cursor: YAMLCursor?) throws(PipelineError) -> Int? {
    guard let cursor else { return nil }
    if case .scalar(let scalar) = cursor.node, scalar.string == "none" { return nil }
    let members = try cursor.renamed("'completeness'").members(["runs_per_architecture"])
    guard let runs = members["runs_per_architecture"] else {
      throw cursor.fail("'completeness' needs 'runs_per_architecture', or is 'none'")
    }
    return try runs.positiveInteger()
  }
}
