/// The syntax tree of a regular expression.
indirect enum ExpressionNode: Sendable {
  /// One code point out of a set.
  case set(CodePointSet)
  case sequence([ExpressionNode])
  case choice([ExpressionNode])
  /// - `maximum`: nil for any number of times.
  case repetition(ExpressionNode, minimum: Int, maximum: Int?)
  case assertion(ExpressionAssertion)
}

/// A place in a text.
enum ExpressionAssertion: UInt8, Sendable {
  case start, end, wordBoundary, noWordBoundary
}

/// Why a text is no regular expression, or none that is matched here.
struct ExpressionError: Error, Sendable, Hashable {
  var message: String
  /// From 0, in code points of the expression.
  var offset: Int
}

/// One step of a compiled regular expression.
enum ExpressionInstruction: Sendable, Hashable {
  /// Takes a code point out of the set with this number and goes on with the next instruction.
  case set(Int32)
  /// Goes on at both places.
  case split(Int32, Int32)
  case jump(Int32)
  case assertion(ExpressionAssertion)
  case match
}
