public import Bytes

/// Writes strict JSON. Commas, line feeds and indentation come by themselves; begin and end calls must match.
///
/// Text is UTF-8, escaped only where RFC 8259 demands it. Not copyable: it owns its output. `NaN` and infinities are
/// written as the strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
public struct JSONWriter: ~Copyable, Sendable {
  public enum Style: Sendable {
    /// No white space at all.
    case compact
    /// One member or element a line, indented by two spaces; empty arrays and objects as `[]` and `{}`.
    case pretty
  }

  /// What has been written. May be appended to and emptied between documents.
  public var output: OutputBytes
  public let style: Style
  var depth = 0
  /// Whether a comma is due before the next key or value.
  var needsComma = false
  /// Whether the last thing written was a key.
  var isAfterKey = false

  public init(style: Style = .compact, output: consuming OutputBytes = OutputBytes()) {
    self.style = style
    self.output = output
  }

  /// Gives up the writer for its output.
  public consuming func finish() -> OutputBytes { output }

  /// Ends a document with a line feed, for one document a line (or the end of a file).
  public mutating func endDocument() {
    output.append(UInt8(ascii: "\n"))
    needsComma = false
    isAfterKey = false
    depth = 0
  }

  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    output.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if needsComma { breakLine() }
    output.append(bracket)
    needsComma = true
    isAfterKey = false
  }

  /// Writes what belongs between the last value and the next key or value.
  @inline(__always)
  mutating func separate() {
    if isAfterKey {
      isAfterKey = false
    } else {
      if needsComma { output.append(UInt8(ascii: ",")) }
      if depth > 0 { breakLine() }
    }
    needsComma = true
  }

  @inline(__always)
  private mutating func breakLine() {
    guard style == .pretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(UInt8(ascii: " "), repeatCount: 2 * depth)
  }

  /// Writes the colon behind a key.
  @inline(__always)
  mutating func endKey() {
    output.append(UInt8(ascii: ":"))
    if style == .pretty { output.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }
}
