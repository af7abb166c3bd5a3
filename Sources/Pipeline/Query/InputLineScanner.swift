import Bytes
import Core

/// Reads lines of `inputs.jsonl.gz` that look as builds write them, several times as fast as any JSON is read.
struct InputLineScanner {
  /// What most lines have in common with the line before.
  private var label = Known()
  private var parser = Known()

  /// A text, by its bytes.
  private struct Known {
    var bytes: [UInt8] = []
    var text = ""
  }

  /// The file of a line; nil for whatever is written otherwise, which may be as good.
  mutating func file(_ line: RawSpan) -> SourceFile? {
    guard Self.isPlain(line) else { return nil }
    var offset = 0
    guard let path = Self.text("{\"path\":", line, &offset), Self.skip(",\"bytes\":", line, &offset),
      let bytes = Self.bytes(line, &offset)
    else { return nil }
    var digest = 0..<0
    if !Self.skip(",\"sha256\":null", line, &offset) {
      guard let text = Self.text(",\"sha256\":", line, &offset) else { return nil }
      digest = text
    }
    guard let useText = Self.text(",\"use\":", line, &offset), let use = SourceUse(rawValue: line.string(useText))
    else { return nil }
    let parserText = Self.text(",\"parser\":", line, &offset) ?? 0..<0
    guard Self.skip("}", line, &offset), offset == line.byteCount else { return nil }
    guard let slash = line.firstOffset(of: UInt8(ascii: "/"), from: path.lowerBound), slash < path.upperBound else {
      return nil
    }
    return SourceFile(
      input: Self.text(path.lowerBound..<slash, line, &label), path: line.string(slash + 1..<path.upperBound),
      bytes: bytes, sha256: line.string(digest), use: use, parser: Self.text(parserText, line, &parser))
  }

  /// Whether the line has neither escapes nor anything beyond printable ASCII.
  private static func isPlain(_ line: RawSpan) -> Bool {
    let (tops, ones): (UInt64, UInt64) = (0x8080_8080_8080_8080, 0x0101_0101_0101_0101)
    var offset = 0
    while offset < line.byteCount {
      // What lacks of the last word is as good as a space.
      let left = line.byteCount - offset
      let word = line.wordOrTail(at: offset) | (left < 8 ? ~0 << UInt64(8 * left) & (ones &* 0x20) : 0)
      let escapes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let isOdd = word & tops | ((word &- ones &* 0x20) & ~word) & tops | ((escapes &- ones) & ~escapes) & tops
      if isOdd != 0 { return false }
      offset += 8
    }
    return true
  }

  /// Moves `offset` behind a literal that stands there.
  private static func skip(_ literal: StaticString, _ line: RawSpan, _ offset: inout Int) -> Bool {
    guard line.starts(with: literal, at: offset) else { return false }
    offset += literal.utf8CodeUnitCount
    return true
  }

  /// The range of a text in quotes behind a literal; moves `offset` behind it.
  private static func text(_ literal: StaticString, _ line: RawSpan, _ offset: inout Int) -> Range<Int>? {
    var end = offset
    guard skip(literal, line, &end), skip("\"", line, &end),
      let quote = line.firstOffset(of: UInt8(ascii: "\""), from: end)
    else { return nil }
    offset = quote + 1
    return end..<quote
  }

  /// A size; moves `offset` behind it.
  private static func bytes(_ line: RawSpan, _ offset: inout Int) -> Int? {
    let start = offset
    guard let bytes = line.integer(at: &offset), bytes >= 0 else { return nil }
    // JSON knows no leading zeros.
    return line.byte(at: start) == UInt8(ascii: "0") && offset > start + 1 ? nil : Int(bytes)
  }

  /// The text of a range, that of `last` where it is the same.
  private static func text(_ range: Range<Int>, _ line: RawSpan, _ last: inout Known) -> String {
    if !line.equals(last.bytes, at: range) { last = Known(bytes: line.array(range), text: line.string(range)) }
    return last.text
  }
}
