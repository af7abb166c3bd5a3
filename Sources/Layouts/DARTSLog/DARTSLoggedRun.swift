import Core

/// What the lines of one run say.
struct DARTSLoggedRun {
  /// The text of `Namespace(…)`, with its line.
  var arguments: (text: String, line: Int)?
  /// The number behind `param size`, in millions.
  var parameters: Double?
  var device: String?
  var epochs: [Epoch] = []
  /// The first and the last time stamp, as they are written.
  var start: String?
  var end: String?
  /// Values that are no numbers.
  var malformed: [(key: String, text: String, line: Int)] = []
  /// The line that ends without a line feed and was not read.
  var cutLine: Int?
  /// Of the run's first line, from 1.
  let firstLine: Int
  /// The bytes of the run's lines.
  var bytes: Range<Int>

  /// What the lines of one epoch say.
  struct Epoch {
    let number: Int
    /// From 1.
    let line: Int
    /// In the order of `DARTSLogTask.Column`.
    var values = [Double](repeating: Curve.absent, count: DARTSLogTask.Column.allCases.count)
    /// A search prints it before it trains the epoch.
    var genotype: (text: String, line: Int)?

    subscript(column: DARTSLogTask.Column) -> Double {
      get { values[column.rawValue] }
      set { values[column.rawValue] = newValue }
    }

    /// Whether both accuracies are there, the last things that an epoch says.
    var isWhole: Bool { !Curve.isAbsent(self[.trainAccuracy]) && !Curve.isAbsent(self[.heldOutAccuracy]) }
  }

  var isEmpty: Bool { arguments == nil && parameters == nil && epochs.isEmpty }
}
