import Core

/// What the text log of a run says.
struct TransNASLog {
  /// Index of the file in the listing.
  let file: Int
  var architecture: Claim<String>?
  var task: Claim<String>?
  var seed: Claim<Int>?
  var budget: Claim<Int>?
  /// What the summary lines call the architecture, and to how many epochs they count: the first of them and each that
  /// says something else than the one before, up to `namedLimit`.
  var namedArchitectures: [Claim<String>] = []
  var namedBudgets: [Claim<Int>] = []
  static let namedLimit = 4
  /// The configuration keys that were asked for, in the order of the log.
  var configuration: [Claim<Attribute>] = []
  /// The times in the first and the last time stamp, local and to the minute: `2026-11-23 17:59`.
  var start: String?
  var end: String?
  /// Software and hardware lines, in the order of the log.
  var machine: [Attribute] = []
  /// The summary line of each finished epoch.
  var epochs: [LoggedEpoch] = []
  /// The values of all summary lines, as printed with four decimals.
  var values: [Double] = []
  /// The first value of a summary line that is no number, with its line.
  var malformed: (name: String, text: String, line: Int)?
  /// Whether anything of a training log was found.
  var isTrainingLog: Bool { !configuration.isEmpty || seed != nil || !epochs.isEmpty || isCorrupted }
  /// Whether the log says that the model is corrupted, and the text of the exception that followed.
  var isCorrupted = false
  var message: String?

  /// Keeps a software or hardware line; a later one of the same name takes its place.
  mutating func note(_ attribute: Attribute) {
    if let place = machine.firstIndex(where: { $0.key == attribute.key }) {
      machine[place] = attribute
    } else {
      machine.append(attribute)
    }
  }

  /// The summary of one epoch.
  struct LoggedEpoch {
    let number: Int
    /// From 1.
    let line: Int
    /// Index into `values` of the first value; one per raw column of the task, absent where the line lacks it.
    let firstValue: Int
  }
}
