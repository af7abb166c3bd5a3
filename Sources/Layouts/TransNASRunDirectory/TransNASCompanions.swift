import Core

/// The text logs beside a record.
struct TransNASCompanions {
  /// Indices into the listing, read or not.
  let files: [Int]
  /// Those that could be read.
  let logs: [TransNASLog]
  /// Why the others could not.
  let problems: [Problem]
}
