/// What a pipeline file says to a layout beyond the files that it selects: a tree of texts with their places.
public struct LayoutOption: Sendable, Hashable {
  public indirect enum Content: Sendable, Hashable {
    /// A scalar as it is written, without its type.
    case text(String)
    case list([LayoutOption])
    /// In the order of the file, no key twice.
    case mapping([Member])
  }

  /// A key with its value.
  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: LayoutOption
    /// From 1, of the key.
    public var line: Int?
    public var column: Int?

    public init(key: String, value: LayoutOption, line: Int? = nil, column: Int? = nil) {
      self.key = key
      self.value = value
      self.line = line
      self.column = column
    }
  }

  public var content: Content
  /// How messages call it, such as `'seed' of layout 'table'`.
  public var title: String
  /// From 1, in the pipeline file.
  public var line: Int?
  public var column: Int?

  public init(_ content: Content, title: String, line: Int? = nil, column: Int? = nil) {
    self.content = content
    self.title = title
    self.line = line
    self.column = column
  }

  /// An error at this option.
  public func fail(_ message: String) -> LayoutOptionError {
    LayoutOptionError(message: message, line: line, column: column)
  }

  /// The members of a mapping, in order; an option that is not given at all is an empty mapping.
  public func entries() throws(LayoutOptionError) -> [Member] {
    guard case .mapping(let members) = content else { throw fail("\(title) must be a mapping of keys to values") }
    return members
  }

  /// The members of a mapping, which may have no other keys than `allowed`.
  public func members(_ allowed: [String]) throws(LayoutOptionError) -> [String: LayoutOption] {
    var members: [String: LayoutOption] = [:]
    for member in try entries() {
      guard allowed.contains(member.key) else {
        let hint = NearestName.of(member.key, among: allowed).map { "; did you mean '\($0)'?" } ?? ""
        let list = allowed.isEmpty ? "none" : allowed.map { "'\($0)'" }.joined(separator: ", ")
        throw LayoutOptionError(
          message: "unknown key '\(member.key)' in \(title)\(hint) (known: \(list))", line: member.line,
          column: member.column)
      }
      members[member.key] = member.value
    }
    return members
  }

  public func elements() throws(LayoutOptionError) -> [LayoutOption] {
    guard case .list(let elements) = content else { throw fail("\(title) must be a list") }
    return elements
  }

  /// A scalar that says something.
  public func text() throws(LayoutOptionError) -> String {
    guard case .text(let text) = content, !text.isEmpty else { throw fail("\(title) must be a text") }
    return text
  }

  public func number() throws(LayoutOptionError) -> Double {
    let text = try text()
    guard let value = Double(text), value.isFinite else { throw fail("\(title) is '\(text)'; expected a number") }
    return value
  }

  /// A whole number from 1 to a million.
  public func positiveInteger() throws(LayoutOptionError) -> Int {
    let text = try text()
    guard let value = Int(text), value > 0, value <= 1_000_000 else {
      throw fail("\(title) is '\(text)'; expected a whole number from 1 to 1000000")
    }
    return value
  }

  public func flag() throws(LayoutOptionError) -> Bool { try choice(["true", "false"]) == "true" }

  /// One of some words.
  public func choice(_ words: [String]) throws(LayoutOptionError) -> String {
    let text = try text()
    guard words.contains(text) else {
      let hint = NearestName.of(text, among: words).map { "; did you mean '\($0)'?" } ?? ""
      throw fail("\(title) is '\(text)'\(hint) (known: \(words.map { "'\($0)'" }.joined(separator: ", ")))")
    }
    return text
  }
}

/// Why a layout cannot do what a pipeline file asks of it.
public struct LayoutOptionError: Error, Sendable, Hashable {
  public var message: String
  /// From 1, in the pipeline file.
  public var line: Int?
  public var column: Int?

  public init(message: String, line: Int? = nil, column: Int? = nil) {
    self.message = message
    self.line = line
    self.column = column
  }
}
