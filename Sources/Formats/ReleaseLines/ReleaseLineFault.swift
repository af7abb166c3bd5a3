import JSON

/// What is wrong with one line.
struct ReleaseLineFault: Error {
  /// From 0, in the line.
  var offset: Int
  /// JSON pointer in the line, empty for all of it.
  var pointer: String
  var message: String
  var expected: String?
  /// Whether this is no part of a release at all, rather than a damaged one.
  var isForeign = false

  init(offset: Int, pointer: String = "", _ message: String, expected: String? = nil) {
    self.offset = offset
    self.pointer = pointer
    self.message = message
    self.expected = expected
  }

  init(_ value: JSONValue, _ tape: borrowing JSONTape, _ message: String, expected: String) {
    self.init(offset: tape.sourceOffset(of: value), pointer: tape.pointer(to: value), message, expected: expected)
  }

  init(_ error: JSONError) {
    self.init(offset: error.offset, error.reason.message)
  }

  /// `byte 17, /metrics/train_loss/3: …`
  var place: String { "byte \(offset)" + (pointer.isEmpty ? "" : ", \(pointer.prefix(200))") }
}
