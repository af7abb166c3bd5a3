import Core

/// What the lines of a log look like, and which of their captures mark runs and epochs.
struct LinePatterns: Sendable {
  private(set) var patterns: [Pattern] = []
  /// The names of all captures, each once.
  private(set) var names: [String] = []
  /// The capture whose line begins a run, by place in `names`.
  private(set) var begins: Int?
  private(set) var epoch: Epoch?
  /// The names of captures of the path, which are no business of the lines.
  private var pathNames: [String] = []

  /// How a log counts its epochs.
  struct Epoch: Sendable {
    /// By place in `names`.
    var capture: Int
    /// The number of the first epoch; nil where each line with the capture is the next epoch, whatever it says.
    var first: Int?
    /// Whether the line with the epoch comes behind the numbers of the epoch, not before them.
    var isLast: Bool
  }

  init() {}

  init(_ options: LayoutOption, path: [String]) throws(LayoutOptionError) {
    pathNames = path
    let entries = try options.entries()
    guard let lines = entries.first(where: { $0.key == "lines" })?.value else {
      throw options.fail("\(options.title) needs 'lines': patterns with named captures")
    }
    for element in try lines.elements() {
      let pattern = try element.pattern()
      guard !pattern.names.isEmpty else {
        throw element.fail("'\(pattern.source)' captures nothing; expected a named capture '(?<name>…)'")
      }
      patterns.append(pattern)
      for name in pattern.names where !names.contains(name) { names.append(name) }
    }
    guard !patterns.isEmpty else { throw lines.fail("\(lines.title) must not be empty") }
    if let twice = names.first(where: { path.contains($0) }) {
      throw lines.fail("'\(twice)' is captured by 'lines' and by 'path'")
    }
    if let option = entries.first(where: { $0.key == "begins" })?.value {
      begins = try capture(try option.text(), option)
    }
    if let option = entries.first(where: { $0.key == "epoch" })?.value { epoch = try epoch(option) }
  }

  private func epoch(_ option: LayoutOption) throws(LayoutOptionError) -> Epoch {
    if case .text = option.content {
      return Epoch(capture: try capture(try option.text(), option), first: 0, isLast: false)
    }
    let members = try option.members(["field", "from", "repeated", "counts", "stands"])
    guard let field = members["field"] else { throw option.fail("\(option.title) needs 'field'") }
    let counts = try members["counts"]?.flag() ?? false
    let first = try members["from"]?.choice(["0", "1"]) == "1" ? 1 : 0
    return Epoch(
      capture: try capture(try field.text(), field), first: counts ? nil : first,
      isLast: try members["stands"]?.choice(["first", "last"]) == "last")
  }

  private func capture(_ name: String, _ option: LayoutOption) throws(LayoutOptionError) -> Int {
    guard let index = names.firstIndex(of: name) else { throw unknown(name, option) }
    return index
  }

  /// A field that nothing captures is an error of the pipeline file.
  func check(_ field: String, _ options: LayoutOption) throws(LayoutOptionError) {
    if !names.contains(field), !pathNames.contains(field) { throw unknown(field, options) }
  }

  private func unknown(_ name: String, _ option: LayoutOption) -> LayoutOptionError {
    let known = names + pathNames
    let hint = NearestName.of(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return option.fail(
      "nothing captures '\(name)' in \(option.title)\(hint) "
        + "(captured: \(known.map { "'\($0)'" }.joined(separator: ", ")))")
  }
}
