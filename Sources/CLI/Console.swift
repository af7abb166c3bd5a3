import Foundation

/// Standard output and standard error.
struct Console: Sendable {
  /// Whether standard error is a terminal.
  let isTerminal = isatty(2) == 1

  func print(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

  func print(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

  /// Prints a line.
  func printError(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  /// Prints without a line feed.
  func showProgress(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
