import ArgumentParser

/// Why `cellar arch` cannot do what is asked of one encoding; it goes on with the next one.
struct ArchitectureComplaint: Error {
  let text: String
  let exitCode: ExitCode

  init(_ text: String, _ exitCode: ExitCode) {
    self.text = text
    self.exitCode = exitCode
  }

  /// - Parameter report: of an encoding that is refused or ambiguous.
  init(_ report: ArchitectureReport) {
    let code: ExitCode = if case .ambiguous = report.finding { .usage } else { .input }
    self.init(report.complaint ?? report.encoding, code)
  }
}
