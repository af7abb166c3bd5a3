import Core

/// What a log says of one data set with one seed.
struct AutoDLLoggedRun {
  var architecture: Claim<String>?
  /// The six digits of the architecture in the benchmark's own list.
  var index: String?
  /// `{'channel': 16, 'num_cells': 5}`.
  var widths: String?
  var dataset: Claim<String>
  /// In the order in which they are evaluated.
  var loaders: [String] = []
  var seed: Claim<Int>?
  var budget: Claim<Int>?
  var configuration: PythonCall?
  /// FLOP and Param, in millions.
  var costs = [Double](repeating: Curve.absent, count: 2)
  var epochs: [Epoch] = []
  /// The first and the last time stamp.
  var start: String?
  var end: String?
  var lastStamp: Range<Int>?
  /// The line of an epoch that could not be read.
  var malformed: [(text: String, line: Int)] = []
  /// The bytes of the run's lines.
  var bytes: Range<Int>

  /// One line `epoch=…`.
  struct Epoch {
    let number: Int
    /// From 1.
    let line: Int
    /// In the order of the schema.
    let values: [Double]
  }
}
