import Core
import Pipeline

/// A question to a release. Without other word a value is that of the epoch that is best on validation, as the mean over
/// seeds, and rows are sorted by the task's ranking metric, best first.
public struct Question: Sendable, Hashable {
  /// Which epoch of a run is read.
  public enum Epoch: Sendable, Hashable {
    /// The earliest with the best validation value of the task's ranking metric: no test value chooses.
    case bestOnValidation
    /// The last.
    case final
    /// One epoch, from 0; a negative number counts from the end, -1 being the last.
    case number(Int)
    /// A row for each.
    case all
  }

  /// Which runs of an architecture make a row.
  public enum Seeds: Sendable, Hashable {
    /// All together, as the mean of their values.
    case mean
    /// Each by itself.
    case all
    /// The runs of one seed.
    case one(Int)
  }

  /// Ids of spaces; empty for all.
  public var spaces: [String] = []
  /// Nil for rows of architectures without measurements.
  public var task: String?
  /// Encodings in any notation; empty for all.
  public var architectures: [String] = []
  public var epoch = Epoch.bestOnValidation
  public var seeds = Seeds.mean
  /// Epochs of training; nil for the most.
  public var budget: Int?
  /// A condition on columns, such as `macs < 1e9 and disconnected = 0`.
  public var condition: String?
  /// Names of columns; empty for the usual ones.
  public var columns: [String] = []
  /// The column to sort by, best first; nil for the ranking metric of the task.
  public var sort: String?
  /// Rows to keep; nil for all.
  public var top: Int?

  public init(task: String? = nil) { self.task = task }

  var query: ReleaseQuery {
    var query = ReleaseQuery()
    query.spaces = spaces.map { SpaceID($0) }
    query.task = task.map { TaskName($0) }
    query.architectures = architectures
    switch epoch {
    case .bestOnValidation: query.rule = .bestValid
    case .final: query.rule = .final
    case .number(let number): query.rule = .epoch(number)
    case .all: query.rule = .all
    }
    switch seeds {
    case .mean: query.seeds = .mean
    case .all: query.seeds = .all
    case .one(let seed): query.seeds = .one(seed)
    }
    query.budget = budget
    query.filter = condition
    query.columns = columns
    query.sort = sort
    query.top = top.map { max($0, 0) }
    return query
  }
}
