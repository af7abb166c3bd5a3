import Core

/// What one `metrics.csv` says, with the hyper-parameters beside it.
struct LightningVersion {
  let file: Int
  let number: Int?
  var fields: RunFields
  /// Encoding, task, seed and ordinal of the repetition, for each mapping; nil where missing.
  var identity: [String?] = []
  /// By ascending number; the cells are in the order of `FieldRequests.numbers`.
  var epochs: [MappedEpoch] = []
  /// The last cell of each number in the whole file.
  var last: [NumberCell] = []
  /// The first epoch that any row names, of this version or of those that it continues.
  var firstEpoch: Int?
  /// The first epoch of this version itself.
  var ownFirstEpoch: Int?
  var problems: [Problem] = []
  /// Why the file could not be read at all.
  var fault: Problem?

  /// Whether `later` goes on where this version was stopped.
  func isContinued(by later: LightningVersion) -> Bool {
    guard fault == nil, let first = later.firstEpoch, first > 0, let end = epochs.last?.number, firstEpoch != nil else {
      return false
    }
    return end >= first - 1 && identity == later.identity
  }

  /// This version up to where `later` begins, then `later`.
  func continued(by later: LightningVersion) -> [MappedEpoch] {
    epochs.filter { $0.number < later.firstEpoch ?? 0 } + later.epochs
  }
}
