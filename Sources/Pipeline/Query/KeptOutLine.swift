import Core

/// What a line of `quarantine.jsonl.gz` says beside the record itself.
struct KeptOutLine: Sendable {
  /// Where a record was found.
  struct Source: Sendable, Hashable {
    /// The release path.
    var path: String
    /// Lower-case hexadecimal, empty for a file that could not be read.
    var sha256: String
    var pointer: String
  }

  /// From 1.
  var number: Int
  var space: SpaceID?
  var encoding: String?
  var task: TaskName?
  var seed: Int?
  /// The first is the reason.
  var codes: [RuleCode]
  var sources: [Source]
  var files: [SourceFile]

  /// What the record is, for people.
  var title: String {
    [space?.rawValue, encoding, task?.rawValue, seed.map { "seed \($0)" }].compactMap(\.self).joined(separator: " ")
  }
}
