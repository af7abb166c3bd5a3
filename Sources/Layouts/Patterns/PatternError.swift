/// Why a text is no pattern.
struct PatternError: Error, Sendable, Hashable {
  var message: String
  /// From 0, in bytes of the pattern.
  var offset: Int
}
