/// What is wrong with one line of a list of records.
struct RecordLineError: Error, Hashable {
  var found: String
  var expected: String

  init(_ found: String, expected: String) {
    self.found = found
    self.expected = expected
  }
}
