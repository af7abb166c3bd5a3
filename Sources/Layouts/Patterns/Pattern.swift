/// A regular expression over the bytes of one line, with named captures, that cannot run away.
///
/// Literals, `.`, classes `[a-z]` `[^…]`, `\d \w \s \D \W \S`, `\b`, `\t`, groups `(…)` `(?:…)`, named captures
/// `(?<name>…)`, `|`, `* + ?` and `{m}` `{m,}` `{m,n}`, each also lazy with `?` behind it, anchors `^` and `$`. No
/// references back and no looking around, so that matching takes time proportional to line times program and no more.
/// The first match from the left counts; among those the one that a backtracking engine would find.
struct Pattern: Sendable {
  /// The most bytes of a pattern.
  static let sizeLimit = 2000
  /// The most instructions of a program.
  static let programLimit = 4000

  /// As it was written.
  let source: String
  /// The names of the captures in the order of their opening brackets; a name may stand once in a pattern.
  let names: [String]
  let program: [PatternInstruction]
  /// A run of bytes without which no line matches, so that most lines are passed over by a search.
  let requiredBytes: [UInt8]

  /// - Throws: `PatternError` at the first byte that the grammar does not know, or where the program grows too large.
  init(_ source: String) throws(PatternError) {
    guard source.utf8.count <= Self.sizeLimit else {
      throw PatternError(message: "more than \(Self.sizeLimit) bytes", offset: Self.sizeLimit)
    }
    var parser = PatternParser(source)
    let root = try parser.parse()
    var compiler = PatternCompiler()
    try compiler.append(root)
    self.source = source
    names = parser.names
    program = try compiler.finish()
    requiredBytes = root.requiredBytes
  }
}
