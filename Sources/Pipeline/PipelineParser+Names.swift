import Core
import Yams

extension PipelineParser {
  /// The most bytes of a name of files.
  private static let nameLimit = 100

  /// A name of files: letters, digits, dot, hyphen and underscore.
  static func name(_ cursor: YAMLCursor) throws(PipelineError) -> String {
    let name = try cursor.nonEmptyText()
    func fail(_ reason: String) -> PipelineError { cursor.fail("name '\(name)' cannot name files: \(reason)") }
    let isOdd = { (character: Character) in
      !(character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character)))
    }
    if let odd = name.first(where: isOdd) {
      throw fail("'\(odd)' is in it; expected letters, digits, '.', '-' and '_'")
    }
    if let first = name.first, "-.".contains(first) {
      throw fail("it begins with '\(first)'; expected a letter, a digit or '_' there")
    }
    guard name.utf8.count <= nameLimit else {
      throw fail("it has \(name.utf8.count) characters; expected at most \(nameLimit)")
    }
    return name
  }

  /// Names in one text, and mappings that say which part is what; no one twice.
  static func authors(_ cursor: YAMLCursor) throws(PipelineError) -> [Author] {
    var authors: [Author] = []
    for entry in try cursor.elements() {
      let author = try author(entry)
      if authors.contains(where: { $0.displayName == author.displayName }) {
        throw entry.fail("'\(author.displayName)' stands twice in \(cursor.title)")
      }
      authors.append(author)
    }
    guard !authors.isEmpty else { throw cursor.fail("\(cursor.title) must not be empty") }
    return authors
  }

  private static func author(_ cursor: YAMLCursor) throws(PipelineError) -> Author {
    guard case .mapping = cursor.node else {
      let text = try cursor.nonEmptyText()
      guard let author = Author(text) else {
        throw cursor.fail(
          "author '\(text)' is not one name; expected 'Given Family', 'Family, Given', or {name: …} for a group")
      }
      return author
    }
    let members = try cursor.members(["name", "given", "particle", "family", "suffix", "orcid"])
    let orcid = try members["orcid"].map { member throws(PipelineError) in try self.orcid(member) }
    func part(_ key: String) throws(PipelineError) -> String { try members[key]?.nonEmptyText() ?? "" }
    if members["name"] != nil {
      if let other = ["given", "particle", "family", "suffix"].first(where: { members[$0] != nil }) {
        throw cursor.fail("an author has 'name' or '\(other)', not both: 'name' is that of a group")
      }
      return Author(name: .entity(try part("name")), orcid: orcid)
    }
    guard members["family"] != nil else {
      throw cursor.fail("an author needs 'family' (a person) or 'name' (a group)")
    }
    return Author(
      name: .person(
        Author.PersonName(
          given: try part("given"), particle: try part("particle"), family: try part("family"),
          suffix: try part("suffix"))),
      orcid: orcid)
  }

  /// The digits, also out of the address that people paste.
  private static func orcid(_ cursor: YAMLCursor) throws(PipelineError) -> String {
    let text = try cursor.nonEmptyText()
    let digits = text.split(separator: "/").last.map(String.init) ?? ""
    let groups = digits.split(separator: "-", omittingEmptySubsequences: false)
    let isSound =
      groups.map(\.utf8.count) == [4, 4, 4, 4]
      && digits.dropLast().utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "-") }
      && "0123456789X".contains(digits.suffix(1))
    guard isSound, text == digits || text == "https://orcid.org/\(digits)" || text == "http://orcid.org/\(digits)"
    else {
      throw cursor.fail("'orcid' is '\(text)'; expected sixteen digits such as 0000-0002-1825-0097")
    }
    return digits
  }
}
