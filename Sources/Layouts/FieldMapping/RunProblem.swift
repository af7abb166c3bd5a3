import Core

/// The findings about records that are mapped field by field.
enum RunProblem {
  static func missing(_ what: String, fields: [String], at place: Place) -> Problem {
    let names = fields.map { "'\($0)'" }.joined(separator: ", ")
    return Problem(
      "SCHEMA-01", at: place, "the record has no \(what): nothing stands in \(names)",
      expected: "a value in \(names)", hint: "complete the record, or correct the mapping in the pipeline file")
  }

  static func unfit(_ field: String, _ found: String, expected: String, at place: Place) -> Problem {
    Problem(
      "SCHEMA-01", at: place, "'\(field)' is '\(found.prefix(80))'", expected: expected,
      hint: "correct the record, or the mapping in the pipeline file")
  }

  static func unparsable(_ message: String, expected: String, at place: Place, hint: String) -> Problem {
    Problem("READ-02", at: place, message, expected: expected, hint: hint)
  }

  /// A run of which nothing is known but that its record cannot be read.
  static func unreadRun(_ file: Int, pointer: String, _ problem: Problem) -> RawRun {
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    run.problems = [problem]
    return run
  }
}
