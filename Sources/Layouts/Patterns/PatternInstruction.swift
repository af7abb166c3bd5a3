/// One step of a pattern's program.
enum PatternInstruction: Sendable {
  /// Takes a byte out of a set and goes on with the next instruction.
  case byte(ByteSet)
  /// Goes on at both places; what follows from the first is preferred.
  case split(Int, Int)
  case jump(Int)
  /// Notes the place in the text.
  case save(Int)
  case lineStart, lineEnd, wordBoundary
  case match
}
