import ArgumentParser
import Foundation

/// Standard output and standard error.
struct Console: Sendable {
  /// Whether standard error is a terminal.
  let isTerminal = isatty(2) == 1

  /// Prints on standard output.
  /// - Throws: the exit code for output that cannot be written, after saying so.
  func print(_ text: String) throws(ExitCode) { try print(Array(text.utf8)) }

  func print(_ bytes: [UInt8]) throws(ExitCode) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      printError("cellar: error: standard output cannot be written: \(error.localizedDescription)")
      throw .output
    }
  }

  /// Prints a text that may quote files, on standard output.
  /// - Throws: as `print`.
  func printShown(_ text: String) throws(ExitCode) { try print(TerminalText.shown(text)) }

  /// Prints a line on standard error; nobody can be told where that fails.
  func printError(_ line: String) { showProgress(TerminalText.shown(line) + "\n") }

  /// Prints on standard error without a line feed.
  func showProgress(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
