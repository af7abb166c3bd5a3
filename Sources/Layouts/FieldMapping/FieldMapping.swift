import Core

/// What the fields of a source's records mean, as a pipeline file says it.
struct FieldMapping: Sendable {
  var encoding: TextSource
  var task: TextSource
  /// Release names by the source's words; empty where they are the same.
  var taskNames: [String: String] = [:]
  var seed: TextSource?
  var repetition: TextSource?
  var budget: TextSource?
  var epoch: EpochSource?
  var status: StatusSource?
  var metrics: [Column] = []
  var values: [Column] = []
  var info: [Info] = []
  /// By place among the texts.
  var params: Int?
  var inferenceTime: InferenceTime?
  /// The columns of a task; the same for all that the mapping names.
  var schemas: [TaskSchema] = []

  /// A number that becomes a column.
  struct Column: Sendable, Hashable {
    /// By place among the numbers.
    var number: Int
    var field: String
    var name: String
    /// Whether a record without it is whole all the same.
    var mayBeMissing: Bool
  }

  struct Info: Sendable, Hashable {
    var name: String
    /// By place among the texts.
    var text: Int
  }

  struct InferenceTime: Sendable, Hashable {
    var number: Int
    var field: String
    /// What a second is in the unit of the source.
    var unitsPerSecond: Double
  }

  /// How the epochs of a run are told apart.
  enum EpochSource: Sendable, Hashable {
    /// Every record is one epoch of a run.
    case field(TextSource, first: Int, keepsLast: Bool)
    /// A list or object of epochs lies within the record, the keys of an object being `prefix` and a number.
    case list(field: String, first: Int, prefix: String)
    /// The reader tells the epochs of a run apart.
    case inside(keepsLast: Bool)
  }

  /// What a status word means.
  struct StatusSource: Sendable, Hashable {
    var text: TextSource
    /// Words of the source by what they mean; empty where any word means that the run finished.
    var meanings: [String: String]
    /// Whether a word that is not listed, or any word where none is, means the end of the run.
    var anyWordIsTheEnd: Bool
  }
}
