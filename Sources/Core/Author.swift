/// Who made a data set: a person by the parts of the name, or a group, a company, an institution.
public struct Author: Sendable, Hashable {
  public var name: Name
  /// Sixteen digits in four groups, the last of which may be `X`: `0000-0002-1825-0097`; nil where none is stated.
  public var orcid: String?

  public enum Name: Sendable, Hashable {
    case person(PersonName)
    case entity(String)
  }

  /// Parts as the Citation File Format has them; absent ones are empty.
  public struct PersonName: Sendable, Hashable {
    public var given: String
    /// `van`, `de la`.
    public var particle: String
    public var family: String
    /// `Jr.`, `III`.
    public var suffix: String

    public init(given: String, particle: String, family: String, suffix: String) {
      self.given = given
      self.particle = particle
      self.family = family
      self.suffix = suffix
    }
  }

  public init(name: Name, orcid: String? = nil) {
    self.name = name
    self.orcid = orcid
  }

  /// The name as people write it: given name first.
  public var displayName: String {
    switch name {
    case .entity(let name): name
    case .person(let person):
      [person.given, person.particle, person.family, person.suffix].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }
}

extension Author {
  /// A name in one text: `Given Family`, `Family, Given` or `Family, Suffix, Given`.
  ///
  /// Without a comma the last word is the family name, with the words of small letters before it as its particle. One
  /// word, a first or last word of small letters, and what ends as companies do name a group. Nil for more commas or an empty part.
  public init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.split(whereSeparator: \.isWhitespace)
    }
    guard (1...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    func joined(_ words: some Sequence<Substring>) -> String { words.joined(separator: " ") }
    let last = parts[parts.count - 1]
    if parts.count < 3, last.count == 1 || parts.count == 1, let word = last.last, Self.isCompany(word) {
      self.init(name: .entity(joined(text.split(whereSeparator: \.isWhitespace))))
      return
    }
    if parts.count == 1 || parts.count == 2 && last.count == 1 && Self.suffixes.contains(String(last[0])) {
      self.init(natural: parts[0], suffix: parts.count == 2 ? String(last[0]) : "")
      return
    }
    let family = parts[0]
    let particle = family.dropLast().prefix { Self.isSmall($0) }
    self.init(
      name: .person(
        PersonName(
          given: joined(last), particle: joined(particle), family: joined(family.dropFirst(particle.count)),
          suffix: parts.count == 3 ? joined(parts[1]) : "")))
  }

  /// Words in the order in which they are spoken.
  private init(natural words: [Substring], suffix: String) {
    guard words.count > 1, let family = words.last, !Self.isSmall(family), !Self.isSmall(words[0]) else {
      let name = words.joined(separator: " ")
      self.init(name: .entity(suffix.isEmpty ? name : "\(name), \(suffix)"))
      return
    }
    let particle = words.dropFirst().dropLast().reversed().prefix { Self.isSmall($0) }.reversed()
    self.init(
      name: .person(
        PersonName(
          given: words.dropLast(1 + particle.count).joined(separator: " "),
          particle: particle.joined(separator: " "), family: String(family), suffix: suffix)))
  }

  private static func isSmall(_ word: Substring) -> Bool { word.first?.isLowercase ?? false }

  private static func isCompany(_ word: Substring) -> Bool {
    companies.contains(word.lowercased().filter { $0 != "." })
  }

  private static let companies: Set<String> = ["ag", "co", "corp", "corporation", "gmbh", "inc", "llc", "ltd", "plc"]
  private static let suffixes: Set<String> = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"]
}
